using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Calls.Phones;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls.Phones;

/// <summary>RFC 3261 section 16.7: a phone is rung wherever it is registered.</summary>
public sealed class PhoneDiallingTests : IDisposable
{
    private readonly SipBench _bench = new(options => options with { Phones = [new PhoneAccount("anna", TestPhone.Password)] });
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task It_is_phoned_at_its_contact_through_its_NAT_and_the_leg_says_who_it_is()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync("<sip:anna@10.0.0.7:5062;ob>");
        var ringing = await RingAsync();
        var invite = Invites.Single();
        Assert.Equal(("sip:anna@10.0.0.7:5062;ob", "anna"), (invite.RequestUriText, invite.To!.Uri.User));
        Assert.Equal(phone.Source, _bench.Wire.SentTo[^1]);

        await _bench.RespondAsync(invite, 200, more: "Contact: <sip:anna@10.0.0.7:5062>", body: SipBench.Offer);
        var leg = Assert.IsType<DialResult.Answered>(await ringing).Leg;
        Assert.Equal("anna", leg.Party.Phone);
        Assert.Equal(("ACK", phone.Source), (_bench.LastRequest.Method.Name, _bench.Wire.SentTo[^1]));
    }

    [Fact]
    public async Task The_path_is_the_route_to_it()
    {
        await new TestPhone(_bench) { Source = new IPEndPoint(IPAddress.Parse("198.51.100.70"), 5060) }
            .RegisterAsync(more: "Path: <sip:198.51.100.70:5080;lr>\nPath: <sip:10.1.1.1;lr>");
        await RingAsync();
        Assert.Equal(["<sip:198.51.100.70:5080;lr>", "<sip:10.1.1.1;lr>"], Invites.Single().Headers.GetAll("Route"));
        Assert.Equal("198.51.100.70:5080", _bench.Wire.SentTo[^1].ToString());
    }

    [Fact]
    public async Task After_a_restart_it_is_phoned_from_the_address_that_its_NAT_expects()
    {
        var local = IPEndPoint.Parse("127.0.0.1:5070");
        var binding = new PhoneBinding("anna", "sip:anna@10.0.0.7", "udp", IPEndPoint.Parse("203.0.113.20:40123"), _bench.Time.GetUtcNow() + TimeSpan.FromMinutes(10)) { Local = local };
        await _bench.DoAsync(() => _bench.Agent.Phones!.Restore(binding));
        await RingAsync();
        Assert.Equal((local, binding.Remote), (_bench.Wire.Flows[^1].Local, _bench.Wire.Flows[^1].Remote));
    }

    /// <summary>Its flow is the only way to it: what is too large for a datagram is not tried by TCP, which its NAT would drop in silence.</summary>
    [Fact]
    public async Task It_is_reached_by_its_flow_however_large_the_request()
    {
        await new TestPhone(_bench).RegisterAsync();
        var ringing = await RingAsync();
        Assert.True(_bench.Wire.Flows[^1].IsOnlyWay);
        await _bench.RespondAsync(Invites.Single(), 200, more: "Contact: <sip:anna@10.0.0.7:5062>", body: SipBench.Offer);
        await ringing;
        Assert.Equal(("ACK", true), (_bench.LastRequest.Method.Name, _bench.Wire.Flows[^1].IsOnlyWay));
    }

    /// <summary>The name that its certificate proves stands in no address (RFC 5922): a connection of ours would not be believed.</summary>
    [Theory]
    [InlineData(false, "198.51.100.70:40123")]
    [InlineData(true, "198.51.100.70:5061")]
    public async Task A_proxy_before_it_is_reached_by_the_connection_it_opened_and_where_it_listens_once_that_has_closed(bool isClosed, string remote)
    {
        var phone = new TestPhone(_bench) { Kind = TransportKind.Tls, Source = IPEndPoint.Parse("198.51.100.70:40123") };
        await phone.RegisterAsync(more: "Path: <sip:198.51.100.70:5061;transport=tls;lr>");
        if (isClosed) _bench.Wire.Closed.Add(phone.Source);
        var notes = new List<string>();
        await RingAsync(change: request => request with
        {
            BeforeRing = note =>
            {
                notes.Add(note);
                return Task.CompletedTask;
            },
        });
        Assert.Equal(("<sip:198.51.100.70:5061;transport=tls;lr>", remote), (Invites.Single().Headers.Get("Route"), _bench.Wire.SentTo[^1].ToString()));

        // A process after this one has no connection but those it makes.
        Assert.Equal("198.51.100.70:5061", LeftLeg.ParseAll(Assert.Single(notes)).Single().Remote.ToString());
    }

    [Fact]
    public async Task All_ring_the_first_to_answer_has_the_call_and_the_others_are_told_why_they_stop()
    {
        await RegisterAsync(3);
        var ringing = await RingAsync();
        var invites = Invites.ToList();
        Assert.Equal(3, invites.Count);
        Assert.Equal(3, _bench.Agent.Legs);
        foreach (var invite in invites) await _bench.RespondAsync(invite, 180);
        await _bench.RespondAsync(invites[1], 200, body: SipBench.Offer);

        var leg = Assert.IsType<DialResult.Answered>(await ringing).Leg;
        await _bench.DoAsync(() => { });
        var cancels = _bench.Wire.Requests.Where(request => request.Method == SipMethod.Cancel).ToList();
        Assert.Equal([invites[0].CallId, invites[2].CallId], cancels.Select(cancel => cancel.CallId));
        Assert.All(cancels, cancel => Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", cancel.Headers.Get("Reason")));
        foreach (var invite in new[] { invites[0], invites[2] }) await _bench.RespondAsync(invite, 487);
        Assert.Equal(1, _bench.Agent.Legs);
        Assert.Null(leg.End);
    }

    [Fact]
    public async Task Two_that_answer_at_once_leave_one_call()
    {
        await RegisterAsync(2);
        var ringing = await RingAsync();
        var invites = Invites.ToList();
        await _bench.DoAsync(() =>
        {
            foreach (var invite in invites) _bench.Agent.Receive(Sip.TestMessage.Response(invite, 200, "t", "Contact: <sip:anna@10.0.0.7>", SipBench.Offer), _bench.Wire.Flow);
        });
        Assert.IsType<DialResult.Answered>(await ringing);
        await _bench.DoAsync(() => { });
        Assert.Equal(1, _bench.Agent.Legs);
        Assert.Single(_bench.Wire.Requests, request => request.Method == SipMethod.Bye);
    }

    [Theory]
    [InlineData(486, 480, nameof(DialResult.Busy))]
    [InlineData(480, 486, nameof(DialResult.Busy))]
    [InlineData(500, 480, nameof(DialResult.NoAnswer))]
    [InlineData(403, 404, nameof(DialResult.Declined))]
    [InlineData(404, 500, nameof(DialResult.Failed))]
    public async Task What_says_most_of_the_person_is_what_came_of_it(int first, int second, string outcome)
    {
        await RegisterAsync(2);
        var ringing = await RingAsync();
        var invites = Invites.ToList();
        await _bench.RespondAsync(invites[0], first);
        Assert.False(ringing.IsCompleted);
        await _bench.RespondAsync(invites[1], second);
        Assert.Equal(outcome, (await ringing).GetType().Name);
    }

    [Fact]
    public async Task Who_declines_at_one_phone_is_not_rung_on_at_the_other()
    {
        await RegisterAsync(2);
        var ringing = await RingAsync();
        var invites = Invites.ToList();
        await _bench.RespondAsync(invites[1], 180);
        await _bench.RespondAsync(invites[0], 603);
        Assert.IsType<DialResult.Declined>(await ringing);
        await _bench.DoAsync(() => { });
        Assert.DoesNotContain("elsewhere", _bench.LastRequest.Headers.Get("Reason"), StringComparison.Ordinal);
        Assert.Equal("CANCEL", _bench.LastRequest.Method.Name);
    }

    [Fact]
    public async Task Who_is_not_registered_is_said_so_at_once()
    {
        Assert.Equal("nobody is registered as anna", Assert.IsType<DialResult.Failed>(await await RingAsync()).Why);
        Assert.Equal("nobody is registered as eve", Assert.IsType<DialResult.Failed>(await await RingAsync("eve")).Why);

        var gone = new TestPhone(_bench) { Kind = TransportKind.Tcp };
        await gone.RegisterAsync();
        _bench.Wire.Closed.Add(gone.Source);
        Assert.IsType<DialResult.Failed>(await await RingAsync());
        Assert.Empty(Invites);
    }

    [Fact]
    public async Task Whoever_dialled_gives_up_for_all()
    {
        await RegisterAsync(2);
        var ringing = await RingAsync();
        foreach (var invite in Invites.ToList()) await _bench.RespondAsync(invite, 180);
        await _stop.CancelAsync();
        Assert.IsType<DialResult.Cancelled>(await ringing);
        await _bench.DoAsync(() => { });
        Assert.Equal(2, _bench.Wire.Requests.Count(request => request.Method == SipMethod.Cancel));
    }

    [Fact]
    public async Task All_rings_are_written_down_in_one_note_and_those_that_may_still_ring_beside_a_talk()
    {
        await RegisterAsync(3);
        var notes = new List<string>();
        Task Note(string how)
        {
            notes.Add(how);
            return Task.CompletedTask;
        }

        var ringing = await RingAsync(change: request => request with { BeforeRing = Note, BeforeTalk = Note });
        var invites = Invites.ToList();
        var rings = LeftLeg.ParseAll(Assert.Single(notes));
        Assert.All(rings, leg => Assert.Equal(SipMethod.Cancel, leg.Ending.Method));
        Assert.Equal(invites.Select(invite => invite.CallId), rings.Select(leg => leg.Ending.CallId));

        await _bench.RespondAsync(invites[1], 200, body: SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await ringing);
        Assert.Equal(
            [(SipMethod.Bye, invites[1].CallId), (SipMethod.Cancel, invites[0].CallId), (SipMethod.Cancel, invites[2].CallId)],
            LeftLeg.ParseAll(notes[1]).Select(leg => (leg.Ending.Method, leg.Ending.CallId)));
    }

    [Fact]
    public async Task Of_rings_that_can_not_be_written_down_none_is_sent()
    {
        await RegisterAsync(2);
        var ringing = await RingAsync(change: request => request with { BeforeRing = _ => throw new IOException("full") });
        await Assert.ThrowsAsync<IOException>(() => ringing);
        await _bench.DoAsync(() => { });
        Assert.Empty(Invites);
        Assert.Equal(0, _bench.Agent.Legs);
    }

    private IEnumerable<SipRequest> Invites => _bench.Wire.Requests.Where(request => request.Method == SipMethod.Invite);

    private async Task RegisterAsync(int places)
    {
        for (var place = 1; place <= places; place++) await new TestPhone(_bench).RegisterAsync($"<sip:anna@10.0.0.{place}>");
    }

    /// <summary>The INVITEs are on the wire when it returns.</summary>
    private async Task<Task<DialResult>> RingAsync(string name = "anna", Func<DialRequest, DialRequest>? change = null)
    {
        var request = new DialRequest($"phone:{name}", "5000", "Line", TimeSpan.FromSeconds(30));
        var ringing = PhoneRing.RingAsync(_bench.Agent, name, change?.Invoke(request) ?? request, _stop.Token);
        await _bench.DoAsync(() => { });
        return ringing;
    }
}
