using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Legs that somebody else has to end.</summary>
public sealed class LeftLegTests
{
    [Fact]
    public async Task A_ring_is_cancelled_by_what_was_written_down_before_it()
    {
        await using var engines = new TwoEngines();
        var noted = new TaskCompletionSource<string>();
        var target = $"sip:5000@{engines.Called.Listening[0]}";
        var dialling = engines.Caller.DialAsync(
            new DialRequest(target, "1001", "Test", TwoEngines.Patience)
            {
                BeforeRing = cancel =>
                {
                    noted.SetResult(cancel);
                    return Task.CompletedTask;
                },
            },
            default);
        var (call, over) = await engines.IncomingAsync();
        Assert.True(await engines.Caller.EndLeftAsync(await noted.Task, default));
        await dialling;
        Assert.Equal(CallEndKind.Cancelled, call.End?.Kind);
        over.SetResult();
    }

    [Fact]
    public async Task A_ring_that_is_over_is_known_to_be()
    {
        await using var engines = new TwoEngines();
        var text = $"Udp {engines.Called.Listening[0]}\nCANCEL sip:5000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {engines.Caller.Listening[0]};branch=z9hG4bKgone\r\n"
            + "Max-Forwards: 70\r\nFrom: <sip:1@127.0.0.1>;tag=a\r\nTo: <sip:5000@127.0.0.1>\r\nCall-ID: gone\r\nCSeq: 1 CANCEL\r\nContent-Length: 0\r\n\r\n";
        Assert.True(await engines.Caller.EndLeftAsync(text, default));
        Assert.False(await engines.Caller.EndLeftAsync("nonsense", default));
    }

    [Fact]
    public async Task What_can_not_be_written_down_is_not_sent()
    {
        await using var engines = new TwoEngines();
        var request = new DialRequest($"sip:5000@{engines.Called.Listening[0]}", "1001", "Test", TwoEngines.Patience) { BeforeRing = _ => throw new IOException("full") };
        await Assert.ThrowsAsync<IOException>(() => engines.Caller.DialAsync(request, default));
        Assert.Equal(0, await engines.Called.LegsAsync());
        Assert.Equal(0, await engines.Caller.LegsAsync());
    }

    [Fact]
    public async Task A_phone_is_told_that_somebody_else_took_the_call()
    {
        using var bench = new SipBench();
        var call = await bench.DialAsync();
        await bench.RespondAsync(bench.LastRequest, 180);
        await bench.DoAsync(call.StopElsewhere);
        Assert.Equal(SipMethod.Cancel, bench.LastRequest.Method);
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", bench.LastRequest.Headers.Get("Reason"));
    }

    [Fact]
    public async Task An_invite_sent_again_for_credentials_is_cancelled_by_the_same_note()
    {
        using var bench = new SipBench();
        var call = await bench.DialAsync();
        var ring = LeftLeg.Parse(call.LeftRing.ToString())!;
        await bench.RespondAsync(bench.LastRequest, 422, more: "Min-SE: 3600");
        var again = bench.LastRequest;
        Assert.Equal(SipMethod.Invite, again.Method);
        var cancel = ring.CancelOfSending(1);
        Assert.Equal((again.TopVia!.Branch, again.CSeq!.Value.Number, again.CallId), (cancel.TopVia!.Branch, cancel.CSeq!.Value.Number, cancel.CallId));
    }

    [Fact]
    public async Task A_call_by_a_connection_is_hung_up_by_another_to_where_the_far_end_listens()
    {
        using var bench = await SipBench.CalledByConnectionAsync();

        var left = LeftLeg.Parse((await bench.Call.EndingAsync(default))!)!;
        Assert.Equal((TransportKind.Tcp, 5090), (left.Kind, left.Remote.Port));
    }

    [Fact]
    public async Task A_trunk_by_TLS_proves_its_name_to_whoever_ends_a_leg_that_was_left()
    {
        using var bench = new SipBench(options => options with
        {
            Trunks = [new Trunk("the carrier", [], false, null) { Transport = "tls", Domain = "carrier.example.test" }],
        });
        var left = new LeftLeg(TransportKind.Tls, TestWire.There, TestMessage.Request("BYE", callId: "left", toTag: "there", cseq: 1_000_001), "the carrier");
        await bench.DoAsync(() => bench.Agent.HangUpLeft(left, _ => { }));

        Assert.Equal((TransportKind.Tls, "carrier.example.test"), (bench.Wire.Flows[^1].Kind, bench.Wire.Flows[^1].Host));
    }

    [Fact]
    public async Task A_call_is_hung_up_by_what_was_written_down_before_its_talk()
    {
        await using var engines = new TwoEngines();
        var noted = new TaskCompletionSource<string>();
        var dialling = engines.Caller.DialAsync(
            new DialRequest($"sip:5000@{engines.Called.Listening[0]}", "1001", "Test", TwoEngines.Patience)
            {
                BeforeTalk = how =>
                {
                    noted.SetResult(how);
                    return Task.CompletedTask;
                },
            },
            default);
        var (call, over) = await engines.IncomingAsync();
        await call.AnswerAsync(default);
        var answered = Assert.IsType<DialResult.Answered>(await dialling);
        Assert.True(await engines.Caller.EndLeftAsync(await noted.Task, default));
        Assert.Equal(CallEndKind.RemoteHungUp, call.End?.Kind);
        await answered.Leg.HangUpAsync(default);
        over.SetResult();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_acknowledged_once_it_has_been_written_down_or_that_has_failed(bool fails)
    {
        using var bench = new SipBench();
        var noted = new TaskCompletionSource();
        var call = await bench.DialAsync(beforeTalk: _ => noted.Task);
        var invite = bench.LastRequest;
        await bench.RespondAsync(invite, 200, body: SipBench.Offer);
        await bench.RespondAsync(invite, 200, body: SipBench.Offer);
        Assert.Same(invite, bench.LastRequest);
        if (fails) noted.SetException(new IOException("full"));
        else noted.SetResult();
        Assert.IsType<DialResult.Answered>(await call.Result);
        await bench.DoAsync(() => { });
        Assert.Single(bench.Wire.Requests, request => request.Method == SipMethod.Ack);
    }

    [Fact]
    public async Task An_answer_is_acknowledged_after_two_seconds_whatever_becomes_of_the_note()
    {
        using var bench = new SipBench();
        var asked = new TaskCompletionSource();
        var call = await bench.DialAsync(beforeTalk: _ =>
        {
            asked.SetResult();
            return new TaskCompletionSource().Task;
        });
        await bench.RespondAsync(bench.LastRequest, 200, body: SipBench.Offer);
        await asked.Task;
        while (!call.Result.IsCompleted) await bench.PassAsync(0.5);
        Assert.Equal(SipMethod.Ack, bench.LastRequest.Method);
    }

    [Fact]
    public async Task A_phone_that_was_answered_before_it_could_be_cancelled_is_acknowledged_and_hung_up()
    {
        using var first = new SipBench();
        var ring = LeftLeg.Parse((await first.DialAsync()).LeftRing.ToString())!;
        using var bench = new SipBench();
        var end = new LeftRingEnd();
        await bench.DoAsync(() => bench.Agent.CancelLeft(ring, 0, end));
        var cancel = bench.LastRequest;
        await bench.RespondAsync(cancel, 200);
        Assert.Equal(200, await end.Understood);
        Assert.False(end.Over.IsCompleted);
        await bench.RespondAsync(ring.InviteOfSending(0), 200, body: SipBench.Offer);
        Assert.Equal(200, await end.Over);
        await bench.RespondAsync(ring.InviteOfSending(0), 200, body: SipBench.Offer);
        var sent = bench.Wire.Requests.Select(request => request.Method).ToList();
        Assert.Equal([SipMethod.Cancel, SipMethod.Ack, SipMethod.Bye, SipMethod.Ack], sent);
        var bye = bench.Wire.Requests.Single(request => request.Method == SipMethod.Bye);
        Assert.Equal((ring.Ending.CallId, "peertag"), (bye.CallId, bye.To!.Tag));
        await bench.RespondAsync(bye, 200);
        await bench.PassAsync(40);
        Assert.Equal(0, bench.Layer.Count);
    }

    [Fact]
    public async Task Legs_that_are_written_down_together_are_each_ended_and_nonsense_among_them_is_none()
    {
        await using var engines = new TwoEngines();
        var notes = new List<string>();
        var dialling = new List<Task<DialResult>>();
        var calls = new List<(ICall Call, TaskCompletionSource Over)>();
        for (var i = 0; i < 2; i++)
        {
            var request = new DialRequest($"sip:5000@{engines.Called.Listening[0]}", "1001", "Test", TwoEngines.Patience)
            {
                BeforeRing = how =>
                {
                    notes.Add(how);
                    return Task.CompletedTask;
                },
            };
            dialling.Add(engines.Caller.DialAsync(request, default));
            calls.Add(await engines.IncomingAsync());
        }

        Assert.False(await engines.Caller.EndLeftAsync(string.Concat(notes) + "nonsense", default));
        Assert.All(calls, each => Assert.Null(each.Call.End));
        Assert.True(await engines.Caller.EndLeftAsync(string.Concat(notes), default));
        await Task.WhenAll(dialling);
        Assert.All(calls, each => Assert.Equal(CallEndKind.Cancelled, each.Call.End?.Kind));
        foreach (var (_, over) in calls) over.SetResult();
    }

    [Fact]
    public async Task A_call_that_came_in_is_hung_up_by_what_it_tells_of_itself_once_it_was_answered()
    {
        await using var engines = new TwoEngines();
        var dialling = engines.DialAsync();
        var (call, over) = await engines.IncomingAsync();
        Assert.Null(await call.EndingAsync(default));
        await call.AnswerAsync(default);
        var caller = Assert.IsType<DialResult.Answered>(await dialling).Leg;
        Assert.True(await engines.Called.EndLeftAsync((await call.EndingAsync(default))!, default));
        Assert.Equal(CallEndKind.RemoteHungUp, caller.End?.Kind);
        await call.HangUpAsync(default);
        Assert.Null(await call.EndingAsync(default));
        over.SetResult();
    }

    [Theory]
    [InlineData(401, "WWW-Authenticate", "Authorization")]
    [InlineData(407, "Proxy-Authenticate", "Proxy-Authorization")]
    public async Task A_trunk_that_asks_for_credentials_has_them_with_the_next_bye(int status, string asks, string answers)
    {
        using var bench = new SipBench(Accounted);
        var left = new LeftLeg(TransportKind.Udp, TestWire.There, TestMessage.Request("BYE", callId: "left", toTag: "there", cseq: 1_000_001), "the carrier");
        var note = LeftLeg.Parse(left.ToString())!;
        Assert.Equal("the carrier", note.Trunk);
        note.Ending.Headers.Remove(HeaderName.Via);
        var told = -2;
        await bench.DoAsync(() => bench.Agent.HangUpLeft(note, answer => told = answer));
        var first = bench.LastRequest;
        await bench.RespondAsync(first, status, more: $"{asks}: Digest realm=\"carrier\", nonce=\"n1\", qop=\"auth\"");
        var again = bench.LastRequest;
        Assert.Equal((SipMethod.Bye, "left", 1_000_002u), (again.Method, again.CallId, again.CSeq!.Value.Number));
        Assert.NotEqual(first.TopVia!.Branch, again.TopVia!.Branch);
        Assert.Contains("username=\"acme\"", again.Headers.Get(answers), StringComparison.Ordinal);
        await bench.RespondAsync(again, 200);
        Assert.Equal(200, told);

        // Credentials that are refused are not sent again and again.
        await bench.DoAsync(() => bench.Agent.HangUpLeft(note, answer => told = answer));
        await bench.RespondAsync(bench.LastRequest, status, more: $"{asks}: Digest realm=\"carrier\", nonce=\"n2\", qop=\"auth\"");
        await bench.RespondAsync(bench.LastRequest, status, more: $"{asks}: Digest realm=\"carrier\", nonce=\"n3\", qop=\"auth\"");
        Assert.Equal(status, told);
    }

    [Fact]
    public async Task A_call_that_was_answered_before_it_could_be_cancelled_is_hung_up_with_the_credentials_that_its_trunk_asks_for()
    {
        using var first = new SipBench(Accounted);
        var ring = LeftLeg.Parse((await first.DialAsync(target: "+525512345678")).LeftRing.ToString())!;
        Assert.Equal("the carrier", ring.Trunk);
        using var bench = new SipBench(Accounted);
        await bench.DoAsync(() => bench.Agent.CancelLeft(ring, 0, new LeftRingEnd()));
        await bench.RespondAsync(ring.InviteOfSending(0), 200, body: SipBench.Offer);
        var bye = bench.LastRequest;
        await bench.RespondAsync(bye, 407, more: "Proxy-Authenticate: Digest realm=\"carrier\", nonce=\"n1\"");
        Assert.Equal((SipMethod.Bye, bye.CSeq!.Value.Number + 1), (bench.LastRequest.Method, bench.LastRequest.CSeq!.Value.Number));
        Assert.True(bench.LastRequest.Headers.Has("Proxy-Authorization"));
    }

    private static CallEngineOptions Accounted(CallEngineOptions options) => options with
    {
        Trunks = [new Trunk("the carrier", [IPNetwork.Parse("198.51.100.9/32")], false, TestWire.There) { Account = new TrunkAccount("acme", "s3cret") }],
    };

    [Fact]
    public async Task A_phone_that_was_cancelled_has_its_487_acknowledged()
    {
        using var first = new SipBench();
        var ring = LeftLeg.Parse((await first.DialAsync()).LeftRing.ToString())!;
        using var bench = new SipBench();
        var end = new LeftRingEnd();
        await bench.DoAsync(() => bench.Agent.CancelLeft(ring, 0, end));
        await bench.RespondAsync(ring.InviteOfSending(0), 487);
        Assert.Equal(487, await end.Over);
        Assert.Equal(SipMethod.Ack, bench.LastRequest.Method);
    }
}
