using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 3261 sections 9.1 and 13.2: we phone somebody.</summary>
public sealed class DiallingTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_answer_is_acknowledged_to_its_contact_and_media_taken()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        Assert.Equal("sip:1000@127.0.0.1", invite.From!.Uri.ToString());
        Assert.Contains("m=audio", SipBench.BodyOf(invite), StringComparison.Ordinal);

        await _bench.RespondAsync(invite, 180);
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);

        Assert.Same(call, Assert.IsType<DialResult.Answered>(await call.Result).Leg);
        var ack = _bench.LastRequest;
        Assert.Equal(SipMethod.Ack, ack.Method);
        Assert.Equal("sip:bob@198.51.100.9:5070", ack.RequestUriText);
        Assert.Equal(invite.CSeq!.Value.Number, ack.CSeq!.Value.Number);
        Assert.NotEqual(invite.TopVia!.Branch, ack.TopVia!.Branch);
        Assert.Equal(5070, _bench.Wire.SentTo[^1].Port);
    }

    [Fact]
    public async Task A_200_that_comes_again_is_acknowledged_again()
    {
        var call = await _bench.DialAnsweredAsync();
        var invite = _bench.Wire.Requests.First();
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);
        await call.HangUpAsync(default);
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);

        Assert.Equal("INVITE ACK ACK BYE ACK", _bench.Wire.Trace);
        Assert.Equal(CallEndKind.LocalHungUp, call.End?.Kind);
    }

    [Fact]
    public async Task A_second_phone_that_answers_is_acknowledged_and_ended_once()
    {
        var call = await _bench.DialAnsweredAsync();
        var invite = _bench.Wire.Requests.First();
        await _bench.RespondAsync(invite, 200, "second", body: SipBench.Offer);
        await _bench.RespondAsync(invite, 200, "second", body: SipBench.Offer);

        Assert.Equal("INVITE ACK ACK BYE ACK", _bench.Wire.Trace);
        Assert.Equal("second", _bench.Wire.Requests.ElementAt(3).To!.Tag);
        Assert.Null(call.End);
    }

    [Theory]
    [InlineData(486, typeof(DialResult.Busy))]
    [InlineData(600, typeof(DialResult.Busy))]
    [InlineData(603, typeof(DialResult.Declined))]
    [InlineData(403, typeof(DialResult.Declined))]
    [InlineData(480, typeof(DialResult.NoAnswer))]
    [InlineData(408, typeof(DialResult.NoAnswer))]
    [InlineData(404, typeof(DialResult.Failed))]
    [InlineData(302, typeof(DialResult.Failed))]
    [InlineData(503, typeof(DialResult.Failed))]
    public async Task A_refusal_is_acknowledged_and_told(int status, Type expected)
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, status);

        Assert.IsType(expected, await call.Result);
        Assert.Equal("INVITE ACK", _bench.Wire.Trace);
        Assert.Equal(status, call.End?.SipStatus);
        Assert.Equal(0, _bench.Agent.Legs);
    }

    [Fact]
    public async Task Ringing_to_the_end_is_cancelled_and_told_when_the_phone_rings_no_more()
    {
        var call = await _bench.DialAsync(ringFor: 20);
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 180);
        await _bench.PassAsync(20);
        var cancel = _bench.LastRequest;
        Assert.Equal(SipMethod.Cancel, cancel.Method);
        Assert.Equal(invite.TopVia!.Branch, cancel.TopVia!.Branch);
        Assert.Equal(new CSeq(invite.CSeq!.Value.Number, SipMethod.Cancel), cancel.CSeq);

        await _bench.RespondAsync(cancel, 200);
        Assert.False(call.Result.IsCompleted);
        await _bench.RespondAsync(invite, 487);
        Assert.IsType<DialResult.NoAnswer>(await call.Result);
        Assert.Equal("INVITE CANCEL ACK", _bench.Wire.Trace);
    }

    [Fact]
    public async Task An_answer_at_the_end_of_the_ring_is_ended_before_another_phone_may_ring()
    {
        var call = await _bench.DialAsync(ringFor: 20);
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 180);
        await _bench.PassAsync(20);
        Assert.False(call.Result.IsCompleted);
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);

        Assert.IsType<DialResult.NoAnswer>(await call.Result);
        Assert.Equal("INVITE CANCEL ACK BYE", _bench.Wire.Trace);
    }

    [Fact]
    public async Task A_phone_that_does_not_hear_its_CANCEL_is_waited_for_no_longer_than_two_seconds()
    {
        var call = await _bench.DialAsync(ringFor: 20);
        await _bench.RespondAsync(_bench.LastRequest, 180);
        await _bench.PassAsync(21.9);
        Assert.False(call.Result.IsCompleted);
        await _bench.PassAsync(0.1);
        Assert.IsType<DialResult.NoAnswer>(await call.Result);
    }

    [Fact]
    public async Task Where_nothing_answers_there_is_nothing_to_cancel()
    {
        var call = await _bench.DialAsync(ringFor: 20);
        await _bench.PassAsync(20);

        Assert.Equal(new DialResult.Failed(0, "nothing answers there"), await call.Result);
        Assert.DoesNotContain("CANCEL", _bench.Wire.Trace, StringComparison.Ordinal);

        // Timer B ends the INVITE that nobody heard.
        await _bench.PassAsync(13);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public async Task A_CANCEL_waits_for_the_first_sign_that_the_INVITE_arrived()
    {
        var call = await _bench.DialAsync();
        await _bench.DoAsync(call.StopRinging);
        Assert.Equal("INVITE", _bench.Wire.Trace);
        Assert.IsType<DialResult.Cancelled>(await call.Result);

        await _bench.RespondAsync(_bench.LastRequest, 100);
        Assert.Equal("INVITE CANCEL", _bench.Wire.Trace);
    }

    [Theory]
    [InlineData(407, "Proxy-Authenticate: Digest realm=\"carrier\", qop=\"auth\", algorithm=MD5, nonce=\"n1\"")]
    [InlineData(422, "Min-SE: 3600")]
    public async Task A_CANCEL_waits_for_a_sign_of_the_INVITE_that_was_sent_again(int status, string more)
    {
        using var bench = new SipBench(options => options with
        {
            Trunks = [new Trunk("carrier", [], false, new IPEndPoint(IPAddress.Parse("198.51.100.50"), 5060)) { Account = new TrunkAccount("acme", "s3cret") }],
        });
        var call = await bench.DialAsync(target: "5512345678");
        await bench.RespondAsync(bench.LastRequest, 100);
        await bench.RespondAsync(bench.LastRequest, status, more: more);
        var again = bench.LastRequest;
        await bench.DoAsync(call.StopRinging);
        Assert.Equal("INVITE ACK INVITE", bench.Wire.Trace);

        await bench.RespondAsync(again, 180);
        Assert.Equal("INVITE ACK INVITE CANCEL", bench.Wire.Trace);
        Assert.Equal(again.TopVia!.Branch, bench.LastRequest.TopVia!.Branch);
    }

    [Fact]
    public async Task An_answer_that_races_the_CANCEL_is_acknowledged_and_ended()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 180);
        await _bench.DoAsync(call.StopRinging);
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);

        Assert.Equal("INVITE CANCEL ACK BYE", _bench.Wire.Trace);
        Assert.IsType<DialResult.Cancelled>(await call.Result);
        Assert.Equal(0, _bench.Agent.Legs);
    }

    [Fact]
    public async Task A_peer_that_never_ends_a_cancelled_INVITE_is_forgotten()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 180);
        await _bench.DoAsync(call.StopRinging);
        await _bench.PassAsync(33);

        Assert.Equal(0, _bench.Layer.Count);
        await _bench.DoAsync(() => Assert.Equal(0, _bench.Layer.Loop.TimerCount));
    }

    [Fact]
    public async Task Cancelling_after_the_answer_leaves_the_call_to_whoever_dialled()
    {
        var call = await _bench.DialAnsweredAsync();
        await _bench.DoAsync(call.StopRinging);

        Assert.Null(call.End);
        Assert.Equal("INVITE ACK", _bench.Wire.Trace);
    }

    [Fact]
    public async Task An_answer_without_media_we_speak_is_acknowledged_and_ended()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 200, body: SipBench.Offer.Replace("m=audio 4000", "m=audio 0", StringComparison.Ordinal));

        Assert.Equal("INVITE ACK BYE", _bench.Wire.Trace);
        Assert.Equal(488, Assert.IsType<DialResult.Failed>(await call.Result).Status);
        Assert.Equal(new CallEnd(CallEndKind.Rejected, 488), call.End);
    }

    [Fact]
    public async Task A_200_without_SDP_takes_what_the_183_said()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 183, body: SipBench.Offer);
        await _bench.RespondAsync(invite, 200);

        Assert.IsType<DialResult.Answered>(await call.Result);
    }

    [Fact]
    public async Task Their_BYE_is_answered_and_ends_the_call()
    {
        var call = await _bench.DialAnsweredAsync();
        var id = call.Dialog!.Id;
        await _bench.ReceiveAsync(TestMessage.Request("BYE", toTag: id.LocalTag, callId: id.CallId));

        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Equal(CallEndKind.RemoteHungUp, call.End?.Kind);
    }

    [Fact]
    public async Task A_number_goes_to_the_first_trunk_that_takes_calls()
    {
        using var bench = new SipBench(options => options with
        {
            Trunks =
            [
                new Trunk("inbound only", [], false, null),
                new Trunk("carrier", [], false, new IPEndPoint(IPAddress.Parse("198.51.100.50"), 5080)),
            ],
        });
        var call = await bench.DialAsync(target: "+52 55 1234 5678");

        Assert.Equal("sip:+525512345678@198.51.100.50:5080", bench.LastRequest.RequestUriText);
        Assert.Equal("198.51.100.50:5080", bench.Wire.SentTo[0].ToString());
        Assert.Equal(("+525512345678", "carrier"), (call.Party.Number, call.Party.Trunk));
    }

    [Theory]
    [InlineData("sip:bob@198.51.100.9;transport=tcp", "TCP", 5060)]
    [InlineData("sips:bob@198.51.100.9", "TLS", 5061)]
    [InlineData("sip:bob@198.51.100.9:5099", "UDP", 5099)]
    public async Task An_address_names_the_transport_it_is_phoned_by(string target, string name, int port)
    {
        await _bench.DialAsync(target: target);

        Assert.Equal((name, port), (_bench.Wire.Flows[0].Name, _bench.Wire.Flows[0].Remote.Port));
        Assert.Equal(name == "UDP" ? null : name.ToLowerInvariant(), _bench.LastRequest.Contact!.Uri.Parameters["transport"]);
    }

    [Theory]
    [InlineData("5512345678")]
    [InlineData("sip:bob@example.test")]
    [InlineData("http://example.test")]
    [InlineData("")]
    public async Task What_cannot_be_reached_has_no_way(string target)
    {
        IReadOnlyList<DialWay>? ways = null;
        await _bench.DoAsync(() => ways = _bench.Agent.WaysTo(target));
        Assert.Empty(ways!);

        await using var engines = new TwoEngines();
        var failed = Assert.IsType<DialResult.Failed>(await engines.Caller.DialAsync(new DialRequest(target, "1", "", TimeSpan.FromSeconds(1)), default));
        Assert.Equal((0, $"'{target}' is neither a SIP address that can be reached nor a number that a trunk takes"), (failed.Status, failed.Why));
    }
}
