using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls.Trunks;

/// <summary>A trunk carries so many calls, and keeps some for the engineers.</summary>
public sealed class TrunkChannelTests : IDisposable
{
    private const string Number = "+525512345678";

    private readonly SipBench _bench = new(options => options with
    {
        Trunks =
        [
            new Trunk("carrier", [IPNetwork.Parse("198.51.100.9/32")], false, TestWire.There) { Channels = 3, ReservedForOnCall = 1 },
        ],
    });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Callers_fill_all_but_the_reserved_and_the_next_is_refused_for_now()
    {
        for (var i = 0; i < 3; i++) await InviteAsync(i);
        Assert.Equal(2, _bench.Incoming.Count);
        Assert.Equal(503, _bench.LastResponse.Status);
        Assert.False(_bench.LastResponse.Headers.Has("Retry-After"));

        await _bench.Incoming[0].RejectAsync(486, default);
        await _bench.DoAsync(() => { });
        await InviteAsync(3);
        Assert.Equal(3, _bench.Incoming.Count);
    }

    [Fact]
    public async Task An_engineer_on_call_gets_what_an_agent_does_not()
    {
        for (var i = 0; i < 2; i++) await InviteAsync(i);
        Assert.Equal("all channels of trunk carrier are in use", await WhyNotAsync(isOnCall: false));
        Assert.Null(await WhyNotAsync(isOnCall: true));
        Assert.Equal("all channels of trunk carrier are in use", await WhyNotAsync(isOnCall: true));
    }

    private Task InviteAsync(int number) => _bench.ReceiveAsync(TestMessage.Request(
        "INVITE", $"z9hG4bK{number}", more: "Content-Type: application/sdp", body: SipBench.Offer.ReplaceLineEndings("\r\n"), callId: $"call{number}"));

    private async Task<string?> WhyNotAsync(bool isOnCall)
    {
        DialResult? refused = null;
        var request = new DialRequest(Number, "1000", "Line", TimeSpan.FromSeconds(30)) { IsOnCall = isOnCall };
        await _bench.DoAsync(() => refused = _bench.Agent.Dial(request, _bench.Agent.WaysTo(Number)[0]).Refused);
        return (refused as DialResult.Failed)?.Why;
    }
}
