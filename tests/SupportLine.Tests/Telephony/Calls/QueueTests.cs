using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;
using SupportLine.Tests.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>More datagrams than can be done.</summary>
public sealed class QueueTests : IDisposable
{
    private static readonly IPEndPoint Stranger = new(IPAddress.Parse("203.0.113.5"), 5060);
    private static readonly IPEndPoint Engineer = new(IPAddress.Parse("203.0.113.9"), 5060);

    private readonly EventIds _events = new();
    private readonly SipBench _bench;

    public QueueTests() => _bench = new SipBench(logger: _events);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_flood_of_strangers_fills_no_memory_and_keeps_nobody_out_whom_we_know()
    {
        await _bench.DialAsync(target: $"sip:bob@{Engineer}");
        var ack = TestMessage.Request("ACK");
        var (flow, stranger) = (_bench.Wire.Flow, _bench.Wire.Flow with { Remote = Stranger });
        using var gate = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        _bench.Agent.Loop.Post(() =>
        {
            begun.Release();
            gate.Wait();
        });
        await begun.WaitAsync();

        Assert.Equal(UserAgent.MostBeforeStrangers, Taken(UserAgent.MostBeforeStrangers + 100, ack, stranger));
        Assert.True(_bench.Agent.TryQueue(ack, flow));
        Assert.True(_bench.Agent.TryQueue(ack, flow with { Remote = Engineer }));
        Assert.InRange(Taken(UserAgent.MostWaiting, ack, flow), 1, UserAgent.MostWaiting - UserAgent.MostBeforeStrangers);
        Assert.False(_bench.Agent.TryQueue(ack, flow));
        Assert.True(_bench.Agent.TryQueue(ack, flow with { Kind = TransportKind.Tcp }));

        gate.Release();
        await _bench.PassAsync(10.5);
        Assert.Equal(1, _events.Seen.Count(id => id == 1209));
        Assert.True(_bench.Agent.TryQueue(ack, stranger));
    }

    private int Taken(int count, SipMessage message, Flow flow) =>
        Enumerable.Range(0, count).Count(_ => _bench.Agent.TryQueue(message, flow));
}
