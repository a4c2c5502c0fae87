using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>A signalling core behind a lossy network; what comes in it answers at once, or leaves to the test.</summary>
internal sealed class LossyPhone : IDisposable
{
    private static int s_block = Environment.ProcessId;

    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly MediaEngine _media;
    private readonly SipLoop _loop;
    private readonly TransactionLayer _layer;
    private readonly UserAgent _agent;

    public LossyPhone(FakeTimeProvider time, int seed, int port, bool answers = true)
    {
        var first = 6000 + (Interlocked.Increment(ref s_block) % 8 * 300);
        _media = new MediaEngine(new MediaOptions(first, first + 299, null), TimeProvider.System, NullLogger.Instance);
        _loop = new SipLoop(time, _failures.Enqueue);
        Wire = new LossyWire(time, new Random(seed), new IPEndPoint(IPAddress.Loopback, port));
        _agent = new UserAgent(new CallEngineOptions { Listen = [] }, _loop, _media, _ => true, call => Incoming.Enqueue((call, answers ? call.AnswerAsync(default) : Task.CompletedTask)), NullLogger.Instance);
        _layer = new TransactionLayer(_loop, Wire, _agent, _failures.Enqueue);
        _agent.Transactions = _layer;
    }

    public LossyWire Wire { get; }

    public ConcurrentQueue<(InboundCall Call, Task Answered)> Incoming { get; } = new();

    public async Task<OutboundCall> DialAsync(LossyPhone other, double ringFor = 60)
    {
        var request = new DialRequest($"sip:5000@{other.Wire.Here}", "1000", "", TimeSpan.FromSeconds(ringFor));
        return (await _loop.AskAsync(() => _agent.Dial(request, _agent.WaysTo(request.Target)[0]))).Call!;
    }

    /// <summary>Takes what the other side's network delivers.</summary>
    public async Task ReceiveAsync(LossyPhone from)
    {
        foreach (var message in from.Wire.Arrived())
        {
            await _loop.AskAsync(() =>
            {
                _layer.Receive(message, new Flow(TransportKind.Udp, Wire.Here, from.Wire.Here));
                return true;
            });
        }

        await _loop.AskAsync(() => true);
        Assert.Empty(_failures);
    }

    /// <summary>Legs, transactions and timers alive.</summary>
    public Task<(int Legs, int Transactions, int Timers)> RemainsAsync() =>
        _loop.AskAsync(() => (_agent.Legs, _layer.Count, _loop.TimerCount));

    public void Dispose()
    {
        _loop.Dispose();
        _media.Dispose();
    }
}
