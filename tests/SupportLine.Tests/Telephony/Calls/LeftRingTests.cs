using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Rings that somebody else has to end.</summary>
public sealed class LeftRingTests
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
        Assert.True(await engines.Caller.CancelLeftAsync(await noted.Task, default));
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
        Assert.True(await engines.Caller.CancelLeftAsync(text, default));
        Assert.False(await engines.Caller.CancelLeftAsync("nonsense", default));
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
        var ring = LeftRing.Parse(call.LeftRing.ToString())!;
        await bench.RespondAsync(bench.LastRequest, 422, more: "Min-SE: 3600");
        var again = bench.LastRequest;
        Assert.Equal(SipMethod.Invite, again.Method);
        var cancel = ring.CancelOfSending(1);
        Assert.Equal((again.TopVia!.Branch, again.CSeq!.Value.Number, again.CallId), (cancel.TopVia!.Branch, cancel.CSeq!.Value.Number, cancel.CallId));
    }
}
