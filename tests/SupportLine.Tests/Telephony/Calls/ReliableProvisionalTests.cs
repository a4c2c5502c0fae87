using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 3262, as called and as calling party.</summary>
public sealed class ReliableProvisionalTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Where_it_is_required_ringing_is_repeated_until_the_PRACK()
    {
        await _bench.InviteAsync("Require: 100rel");
        await _bench.Call.RingAsync(default);
        var ringing = _bench.LastResponse;
        Assert.Equal("100rel", ringing.Headers.Get("Require"));
        await _bench.PassAsync(1.6);
        Assert.Equal("100 180 180 180", _bench.Wire.Trace);

        await _bench.InDialogAsync("PRACK", 2, $"RAck: {ringing.Headers.Get("RSeq")} 1 INVITE");
        Assert.Equal(200, _bench.LastResponse.Status);
        await _bench.PassAsync(10);
        Assert.Equal("100 180 180 180 200", _bench.Wire.Trace);

        await await _bench.AnswerAsync();
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Where_it_is_only_supported_ringing_is_plain()
    {
        await _bench.InviteAsync("Supported: 100rel");
        await _bench.Call.RingAsync(default);

        Assert.False(_bench.LastResponse.Headers.Has("RSeq"));
    }

    [Fact]
    public async Task A_PRACK_for_another_answer_is_481()
    {
        await _bench.InviteAsync("Require: 100rel");
        await _bench.Call.RingAsync(default);
        await _bench.InDialogAsync("PRACK", 2, "RAck: 7 1 INVITE");
        Assert.Equal(481, _bench.LastResponse.Status);

        await _bench.PassAsync(0.6);
        Assert.Equal(180, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task Without_a_PRACK_the_INVITE_is_refused_after_64_T1()
    {
        await _bench.InviteAsync("Require: 100rel");
        await _bench.Call.RingAsync(default);
        await _bench.PassAsync(32);

        Assert.Equal(504, _bench.LastResponse.Status);
        Assert.Equal(CallEndKind.NoAck, _bench.Call.End?.Kind);
    }

    [Fact]
    public async Task Without_an_offer_ringing_brings_ours_and_the_200_waits_for_the_PRACK()
    {
        await _bench.InviteAsync("Require: 100rel", body: null);
        await _bench.Call.RingAsync(default);
        var ringing = _bench.LastResponse;
        Assert.Contains("m=audio", SipBench.BodyOf(ringing), StringComparison.Ordinal);
        var answering = await _bench.BeginAnswerAsync();
        Assert.DoesNotContain("200", _bench.Wire.Trace, StringComparison.Ordinal);

        await _bench.OfferAsync("PRACK", 2, SipBench.Offer, $"RAck: {ringing.Headers.Get("RSeq")} 1 INVITE");
        Assert.Equal("100 180 200 200", _bench.Wire.Trace);
        Assert.True(_bench.LastResponse.Body.IsEmpty);
        await _bench.AckAsync();
        await answering;
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task Our_offer_that_rang_along_may_be_followed_by_theirs_once_it_is_answered_and_is_made_once()
    {
        await _bench.InviteAsync("Require: 100rel", body: null);
        await _bench.Call.RingAsync(default);
        var rack = $"RAck: {_bench.LastResponse.Headers.Get("RSeq")} 1 INVITE";
        await _bench.OfferAsync("UPDATE", 2, SipBench.Offer);
        Assert.Equal(491, _bench.LastResponse.Status);

        await _bench.OfferAsync("PRACK", 3, SipBench.Offer, rack);
        await _bench.OfferAsync("UPDATE", 4, SipBench.Offer.Replace("audio 4000", "audio 4004", StringComparison.Ordinal));
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Equal(4004, _bench.Call.Media.Agreed?.Remote.Port);

        await _bench.Call.RingAsync(default);
        await _bench.InDialogAsync("PRACK", 5, $"RAck: {_bench.LastResponse.Headers.Get("RSeq")} 1 INVITE");
        await await _bench.AnswerAsync();
        Assert.True(_bench.LastResponse.Body.IsEmpty);
        Assert.Null(_bench.Call.End);
    }

    [Fact]
    public async Task A_phone_that_has_answered_our_offer_while_it_rings_may_change_the_audio()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        SipRequest Update(uint cseq) => Sip.TestMessage.Request(
            "UPDATE", $"z9hG4bKu{cseq}", invite.From!.Tag!, cseq, "Content-Type: application/sdp", SipBench.Offer.Replace("audio 4000", "audio 4004", StringComparison.Ordinal).ReplaceLineEndings("\r\n"), callId: invite.CallId);
        await _bench.RespondAsync(invite, 183, body: SipBench.Offer);
        await _bench.ReceiveAsync(Update(1));
        Assert.Equal(491, _bench.LastResponse.Status);

        await _bench.RespondAsync(invite, 183, more: "Contact: <sip:bob@198.51.100.9:5070>\nRequire: 100rel\nRSeq: 1", body: SipBench.Offer);
        await _bench.ReceiveAsync(Update(2));
        Assert.Equal(200, _bench.LastResponse.Status);
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal(4004, call.Media.Agreed?.Remote.Port);
    }

    [Fact]
    public async Task Ringing_heard_reliably_is_acknowledged_once_and_the_numbers_go_on()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        const string Reliable = "Contact: <sip:bob@198.51.100.9:5070>\nRequire: 100rel\nRSeq: ";
        await _bench.RespondAsync(invite, 180, more: Reliable + "41");
        var prack = _bench.LastRequest;
        Assert.Equal(SipMethod.Prack, prack.Method);
        Assert.Equal("41 1 INVITE", prack.Headers.Get("RAck"));
        Assert.Equal(2u, prack.CSeq!.Value.Number);

        await _bench.RespondAsync(invite, 180, more: Reliable + "41");
        await _bench.RespondAsync(invite, 183, more: Reliable + "43");
        Assert.Equal("INVITE PRACK", _bench.Wire.Trace);
        await _bench.RespondAsync(invite, 183, more: Reliable + "42");
        await _bench.RespondAsync(invite, 200, body: SipBench.Offer);
        await call.HangUpAsync(default);

        Assert.Equal("INVITE PRACK PRACK ACK BYE", _bench.Wire.Trace);
        Assert.Equal(1u, _bench.Wire.Requests.ElementAt(3).CSeq!.Value.Number);
        Assert.Equal(4u, _bench.LastRequest.CSeq!.Value.Number);
    }

    [Fact]
    public async Task An_answer_to_our_offer_that_came_reliably_holds_and_the_200_may_be_empty()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 183, more: "Contact: <sip:bob@198.51.100.9:5070>\nRequire: 100rel\nRSeq: 1", body: SipBench.Offer);
        await _bench.RespondAsync(invite, 200);

        Assert.IsType<DialResult.Answered>(await call.Result);
    }
}
