using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>RFC 3326: why a call ended, told and heard.</summary>
public sealed class ReasonTests : IDisposable
{
    private readonly SipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("Reason: Q.850;cause=16;text=\"Normal call clearing\"", "Q.850 16 Normal call clearing")]
    [InlineData("Reason: SIP ;cause=200 ;text=\"Call completed elsewhere\", Q.850;cause=26", "SIP 200 Call completed elsewhere")]
    [InlineData("Reason: preemption\nReason: Q.850;cause=27", "Q.850 27")]
    [InlineData("Reason: Q.850;cause=sixteen", null)]
    [InlineData("Reason: SIP;cause=503;text=\"no\u0001\u001b[2Jline\"", "SIP 503 no\uFFFD\uFFFD[2Jline")]
    [InlineData("Reason: ;;", null)]
    [InlineData("", null)]
    public async Task What_their_BYE_says_stands_on_the_ending(string header, string? reason)
    {
        await _bench.InviteAsync();
        await await _bench.AnswerAsync();
        await _bench.InDialogAsync("BYE", 2, header);
        Assert.Equal(new CallEnd(CallEndKind.RemoteHungUp, Reason: reason), _bench.Call.End);
        Assert.Equal(200, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task What_their_CANCEL_says_stands_on_the_ending()
    {
        await _bench.InviteAsync();
        await _bench.ReceiveAsync(Sip.TestMessage.Request("CANCEL", more: "Reason: SIP;cause=200;text=\"Call completed elsewhere\""));
        Assert.Equal(new CallEnd(CallEndKind.Cancelled, 487, "SIP 200 Call completed elsewhere"), _bench.Call.End);
    }

    [Fact]
    public async Task What_a_carriers_refusal_says_reaches_the_operator()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 503, more: "Reason: Q.850;cause=34;text=\"No circuit available\"");
        Assert.Equal(new DialResult.Failed(503, "Service Unavailable (Q.850 34 No circuit available)"), await call.Result);
        Assert.Equal("Q.850 34 No circuit available", call.End?.Reason);
    }

    [Fact]
    public async Task Our_BYE_says_that_all_was_well()
    {
        var call = await _bench.DialAnsweredAsync();
        await call.HangUpAsync(default);
        Assert.Equal("Q.850;cause=16;text=\"Normal call clearing\"", ReasonOf("BYE"));
    }

    [Fact]
    public async Task Our_BYE_says_when_the_service_stops()
    {
        var call = await _bench.DialAnsweredAsync();
        await _bench.DoAsync(() => call.HangUp(new CallEnd(CallEndKind.ShuttingDown)));
        Assert.Equal("SIP;cause=503;text=\"The service stops\"", ReasonOf("BYE"));
    }

    [Fact]
    public async Task A_phone_that_rang_to_the_end_is_told_so()
    {
        await _bench.DialAsync(ringFor: 20);
        await _bench.RespondAsync(_bench.LastRequest, 180);
        await _bench.PassAsync(20);
        Assert.Equal("Q.850;cause=19;text=\"No answer from user\"", ReasonOf("CANCEL"));
    }

    [Fact]
    public async Task A_phone_whose_caller_left_is_told_so()
    {
        var call = await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 180);
        await _bench.DoAsync(call.StopRinging);
        Assert.Equal("Q.850;cause=16;text=\"Normal call clearing\"", ReasonOf("CANCEL"));
    }

    [Fact]
    public async Task The_slower_of_two_phones_that_answer_is_told_that_another_was_faster()
    {
        await _bench.DialAnsweredAsync();
        await _bench.RespondAsync(_bench.Wire.Requests.First(), 200, "second", body: SipBench.Offer);
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", ReasonOf("BYE"));
    }

    [Fact]
    public async Task An_answer_without_media_is_ended_with_what_was_wrong()
    {
        await _bench.DialAsync();
        await _bench.RespondAsync(_bench.LastRequest, 200, body: SipBench.Offer.Replace("m=audio 4000", "m=audio 0", StringComparison.Ordinal));
        Assert.Equal("SIP;cause=488;text=\"Not Acceptable Here\"", ReasonOf("BYE"));
    }

    private string? ReasonOf(string method) => _bench.Wire.Requests.Single(request => request.Method.Name == method).Headers.Get(Reason.Header);
}
