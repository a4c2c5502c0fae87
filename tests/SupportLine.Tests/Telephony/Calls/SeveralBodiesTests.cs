using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 5621 section 3: the session description stands among other bodies, in whatever message may bring one.</summary>
public sealed class SeveralBodiesTests : IDisposable
{
    private const string Mixed = "multipart/mixed;boundary=b";
    private const string Type = "Content-Type: " + Mixed;

    /// <summary>Whoever reads the whole of it as a session description finds a version that there is not.</summary>
    private const string Signal = "--b\nContent-Type: application/isup\nContent-Disposition: signal; handling=optional\n\nv=2\n";

    private readonly SipBench _bench = new(options => options with { SessionInterval = TimeSpan.FromSeconds(120) });

    private static string Parts => Signal + "--b\nContent-Type: application/sdp\n\n" + SipBench.Offer + "\n--b--\n";

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task In_an_INVITE_and_in_an_UPDATE_it_is_answered()
    {
        await _bench.ReceiveAsync(TestMessage.Request("INVITE", more: Type, body: Parts.ReplaceLineEndings("\r\n")));
        await await _bench.AnswerAsync();
        Assert.Contains("m=audio", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
        await _bench.InDialogAsync("UPDATE", 2, Type, Parts);
        Assert.Contains("m=audio", SipBench.BodyOf(_bench.LastResponse), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_an_ACK_it_is_the_answer_to_our_offer()
    {
        await _bench.InviteAsync(body: null);
        var answering = await _bench.BeginAnswerAsync();
        await _bench.InDialogAsync("ACK", 1, Type, Parts);
        await answering;
        Assert.Equal(4000, _bench.Call.Media.Agreed?.Remote.Port);
    }

    [Fact]
    public async Task In_a_PRACK_it_is_the_answer_to_our_offer()
    {
        await _bench.InviteAsync("Require: 100rel", body: null);
        await _bench.Call.RingAsync(default);
        await _bench.InDialogAsync("PRACK", 2, $"RAck: {_bench.LastResponse.Headers.Get("RSeq")} 1 INVITE\n{Type}", Parts);
        Assert.Equal((200, 4000), (_bench.LastResponse.Status, _bench.Call.Media.Agreed?.Remote.Port));
    }

    [Fact]
    public async Task A_PRACK_that_matches_is_200_whatever_else_it_brings()
    {
        await _bench.InviteAsync("Require: 100rel");
        await _bench.Call.RingAsync(default);
        var rack = $"RAck: {_bench.LastResponse.Headers.Get("RSeq")} 1 INVITE";
        await _bench.InDialogAsync("PRACK", 2, rack + "\nContent-Type: application/pidf+xml", "<a/>");
        Assert.Equal(200, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task A_PRACK_with_the_answer_that_does_not_say_what_it_is_is_taken()
    {
        await _bench.InviteAsync("Require: 100rel", body: null);
        await _bench.Call.RingAsync(default);
        await _bench.InDialogAsync("PRACK", 2, $"RAck: {_bench.LastResponse.Headers.Get("RSeq")} 1 INVITE", SipBench.Offer);
        Assert.Equal((200, 4000), (_bench.LastResponse.Status, _bench.Call.Media.Agreed?.Remote.Port));
    }

    [Theory]
    [InlineData(183, "Require: 100rel\nRSeq: 1")]
    [InlineData(183, "Server: early")]
    [InlineData(200, "")]
    public async Task In_an_answer_to_our_INVITE_it_is_taken(int status, string more)
    {
        var call = await _bench.DialAsync();
        var invite = _bench.LastRequest;
        if (status < 200) await _bench.RespondAsync(invite, status, more: $"Contact: <sip:bob@198.51.100.9:5070>\n{more}", body: Parts, type: Mixed);
        await _bench.RespondAsync(invite, 200, body: status < 200 ? "" : Parts, type: Mixed);
        Assert.IsType<DialResult.Answered>(await call.Result);
        Assert.Equal(4000, call.Media.Agreed?.Remote.Port);
    }

    [Fact]
    public async Task In_the_answer_to_our_own_reINVITE_it_is_taken()
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.PassAsync(60);
        Assert.Equal(SipMethod.Invite, _bench.LastRequest.Method);
        await _bench.RespondAsync(_bench.LastRequest, 200, body: Parts.Replace("audio 4000", "audio 4004", StringComparison.Ordinal), type: Mixed);
        Assert.Null(_bench.Call.End);
        Assert.Equal(4004, _bench.Call.Media.Agreed?.Remote.Port);
    }
}
