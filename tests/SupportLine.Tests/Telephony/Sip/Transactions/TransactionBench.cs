using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transactions;

/// <summary>A transaction layer on a clock and a wire that the test holds in its hands.</summary>
internal sealed class TransactionBench : ITransactionUser, IClientTransactionUser, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SipLoop _loop;
    private readonly ConcurrentQueue<Exception> _failures = new();

    public TransactionBench(TransportKind kind = TransportKind.Udp)
    {
        Wire = new TestWire(kind);
        _loop = new SipLoop(_time, _failures.Enqueue);
        Layer = new TransactionLayer(_loop, Wire, this, _failures.Enqueue);
    }

    public TestWire Wire { get; }

    public TransactionLayer Layer { get; }

    /// <summary>Requests handed to the core.</summary>
    public List<ServerTransaction> Requests { get; } = [];

    /// <summary>ACKs handed to the core.</summary>
    public List<SipRequest> Acks { get; } = [];

    /// <summary>Statuses handed to the core; 0 for a time-out.</summary>
    public List<int> Results { get; } = [];

    public int Timers { get; private set; }

    public ServerTransaction Last => Requests[^1];

    public void OnRequest(ServerTransaction transaction) => Requests.Add(transaction);

    public void OnAck(SipRequest ack, Flow arrival) => Acks.Add(ack);

    public void OnResponse(SipResponse response, ClientTransaction transaction) => Results.Add(response.Status);

    public void OnTimeout(ClientTransaction transaction) => Results.Add(0);

    /// <summary>Does something in the loop and waits until it and what it caused are done.</summary>
    public async Task DoAsync(Action act)
    {
        await _loop.AskAsync(() =>
        {
            act();
            return true;
        });
        Timers = await _loop.AskAsync(() => _loop.TimerCount);
        Assert.Empty(_failures);
    }

    public Task ReceiveAsync(SipMessage message) => DoAsync(() => Layer.Receive(message, Wire.Flow));

    public async Task<ClientTransaction> SendAsync(string method)
    {
        ClientTransaction? sent = null;
        await DoAsync(() => sent = Layer.Send(OwnRequest(method), Wire.Flow, this));
        return sent!;
    }

    public async Task RespondAsync(int status)
    {
        var transaction = Last;
        await DoAsync(() => transaction.Respond(SipResponse.For(transaction.Request, status, "ourtag")));
    }

    /// <summary>Lets time pass in steps of 50 ms, as the machines would see it.</summary>
    public async Task PassAsync(double seconds)
    {
        for (var step = 0; step < (int)Math.Round(seconds / 0.05); step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await DoAsync(() => { });
        }
    }

    public void Dispose() => _loop.Dispose();

    private static SipRequest OwnRequest(string method)
    {
        var request = new SipRequest(new SipMethod(method), "sip:bob@198.51.100.9");
        request.Headers
            .Add(HeaderName.Route, "<sip:198.51.100.9;lr>")
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, "<sip:line@192.0.2.1>;tag=own")
            .Add(HeaderName.To, "<sip:bob@198.51.100.9>")
            .Add(HeaderName.CallId, "ours")
            .Add(HeaderName.CSeq, $"7 {method}");
        return request;
    }
}
