using System.Net;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>A network that loses a tenth, doubles a fifth, and delays each datagram by 300 ms and up to 300 more, so that they overtake one another.</summary>
internal sealed class LossyWire(FakeTimeProvider time, Random random, IPEndPoint here) : ISipTransport
{
    private const int Delay = 300;
    private const int Jitter = 300;

    private readonly List<(DateTimeOffset Due, byte[] Bytes)> _underway = [];
    private readonly Lock _lock = new();

    public IPEndPoint Here { get; } = here;

    public void Send(SipMessage message, Flow flow, Action? notSent = null)
    {
        lock (_lock)
        {
            var copies = random.NextDouble() switch
            {
                < 0.1 => 0,
                < 0.3 => 2,
                _ => 1,
            };
            for (var i = 0; i < copies; i++)
            {
                _underway.Add((time.GetUtcNow() + TimeSpan.FromMilliseconds(Delay + random.Next(Jitter)), message.ToBytes()));
            }
        }
    }

    /// <summary>What has arrived by now.</summary>
    public List<SipMessage> Arrived()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var arrived = _underway.Where(packet => packet.Due <= now).OrderBy(packet => packet.Due).ToList();
            _underway.RemoveAll(packet => packet.Due <= now);
            return [.. arrived.Select(packet => TestMessage.Parse(packet.Bytes))];
        }
    }

    public Flow? FlowTo(TransportKind kind, IPEndPoint remote, IPEndPoint? from = null) => new Flow(kind, from ?? Here, remote);

    public object? ConnectionOf(Flow flow) => null;

    public bool IsOpen(Flow flow) => true;

    public (string Host, int Port) Advertised(Flow flow) => (Here.Address.ToString(), Here.Port);
}
