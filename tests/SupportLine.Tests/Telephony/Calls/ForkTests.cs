using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 3261 sections 12.1.2 and 13.2.2.4: a proxy forks our INVITE, and several phones ring.</summary>
public sealed class ForkTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Each_phone_that_rings_reliably_is_acknowledged_in_its_own_dialog()
    {
        await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await RingsAsync(invite, "a", rseq: 7, SipBench.Offer);
        await RingsAsync(invite, "b", rseq: 300, "");
        await RingsAsync(invite, "a", rseq: 8, "");

        Assert.Equal("INVITE PRACK PRACK PRACK", _bench.Wire.Trace);
        var pracks = _bench.Wire.Requests.Skip(1).ToList();
        Assert.Equal(["a", "b", "a"], pracks.Select(prack => prack.To!.Tag));
        Assert.Equal(["sip:a@198.51.100.9", "sip:b@198.51.100.9", "sip:a@198.51.100.9"], pracks.Select(prack => prack.RequestUriText));
        Assert.Equal(["7 1 INVITE", "300 1 INVITE", "8 1 INVITE"], pracks.Select(prack => prack.Headers.Get("RAck")));
        Assert.Equal([2u, 2u, 3u], pracks.Select(prack => prack.CSeq!.Value.Number));
    }

    [Fact]
    public async Task The_phone_that_answers_has_the_call_with_its_own_route_and_audio_and_not_the_first_that_rang()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 183, "a", "Contact: <sip:a@198.51.100.9>", SipBench.Offer.Replace("m=audio 4000", "m=audio 0", StringComparison.Ordinal));
        await _bench.RespondAsync(invite, 183, "b", "Contact: <sip:b@198.51.100.9>", SipBench.Offer);
        await _bench.RespondAsync(invite, 200, "b", "Contact: <sip:b@198.51.100.9>\nRecord-Route: <sip:198.51.100.80;lr>");

        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal(("b", "sip:b@198.51.100.9", "<sip:198.51.100.80;lr>"), (_bench.LastRequest.To!.Tag, _bench.LastRequest.RequestUriText, _bench.LastRequest.Headers.Get(HeaderName.Route)));
        Assert.Equal("INVITE ACK", _bench.Wire.Trace);
    }

    [Fact]
    public async Task The_dialog_of_a_phone_that_only_rang_is_nobodys_once_another_has_answered()
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 180, "a");
        await _bench.RespondAsync(invite, 200, "b", body: SipBench.Offer);
        Assert.IsType<DialResult.Answered>(await call.Result);

        await _bench.ReceiveAsync(Sip.TestMessage.Request("BYE", toTag: invite.From!.Tag!, callId: invite.CallId, fromTag: "a"));
        Assert.Equal(481, _bench.LastResponse.Status);
        Assert.Null(call.End);
        await _bench.ReceiveAsync(Sip.TestMessage.Request("BYE", branch: "z9hG4bKb", toTag: invite.From.Tag!, callId: invite.CallId, fromTag: "b"));
        Assert.Equal(200, _bench.LastResponse.Status);
        Assert.Equal(CallEndKind.RemoteHungUp, call.End?.Kind);
    }

    [Fact]
    public async Task Each_phone_that_rings_may_say_where_it_has_gone_and_is_answered_in_its_own_dialog()
    {
        await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 180, "a", "Contact: <sip:a@198.51.100.9>");
        await _bench.RespondAsync(invite, 180, "b", "Contact: <sip:b@198.51.100.9>");

        // Each counts for itself: the second's first number is no older than the first's.
        await UpdatesAsync(invite, "a", cseq: 20);
        Assert.Equal((200, "a"), (_bench.LastResponse.Status, _bench.LastResponse.From!.Tag));
        await UpdatesAsync(invite, "b", cseq: 3);
        Assert.Equal((200, "b"), (_bench.LastResponse.Status, _bench.LastResponse.From!.Tag));
        await UpdatesAsync(invite, "b", cseq: 2);
        Assert.Equal(500, _bench.LastResponse.Status);
        await UpdatesAsync(invite, "a", cseq: 21, SipBench.Offer);
        Assert.Equal(491, _bench.LastResponse.Status);
        await UpdatesAsync(invite, "c", cseq: 1);
        Assert.Equal(481, _bench.LastResponse.Status);

        await RingsAsync(invite, "b", rseq: 1, "");
        Assert.Equal(("PRACK", "sip:ana@198.51.100.9:5060"), (_bench.LastRequest.Method.Name, _bench.LastRequest.RequestUriText));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(486)]
    public async Task Once_the_call_has_come_out_nobody_who_only_rang_is_in_it(int status)
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        await _bench.RespondAsync(invite, 180, "a");
        await _bench.RespondAsync(invite, 180, "b");
        await _bench.RespondAsync(invite, status, "c", body: status == 200 ? SipBench.Offer : "");
        await call.Result;

        // One that rings too late is not let in either.
        await _bench.RespondAsync(invite, 180, "d");
        foreach (var tag in (string[])["a", "b", "d"])
        {
            await UpdatesAsync(invite, tag, cseq: 7);
            Assert.Equal(481, _bench.LastResponse.Status);
            await _bench.ReceiveAsync(Sip.TestMessage.Request("BYE", $"z9hG4bKbye{tag}", invite.From!.Tag!, 8, callId: invite.CallId, fromTag: tag));
            Assert.Equal(481, _bench.LastResponse.Status);
        }

        Assert.Equal(status == 200, call.End is null);
    }

    private Task UpdatesAsync(SipRequest invite, string tag, uint cseq, string body = "") => _bench.ReceiveAsync(Sip.TestMessage.Request(
        "UPDATE", $"z9hG4bK{tag}{cseq}", invite.From!.Tag!, cseq, body.Length > 0 ? "Content-Type: application/sdp" : "", body.ReplaceLineEndings("\r\n"), callId: invite.CallId, fromTag: tag));

    private Task RingsAsync(SipRequest invite, string tag, int rseq, string sdp) =>
        _bench.RespondAsync(invite, 183, tag, $"Contact: <sip:{tag}@198.51.100.9>\nRequire: 100rel\nRSeq: {rseq}", sdp);
}
