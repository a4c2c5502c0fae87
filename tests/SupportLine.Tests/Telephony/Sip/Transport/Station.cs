using System.Net;
using System.Threading.Channels;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

/// <summary>A transport layer on loopback and what it has received.</summary>
internal sealed class Station : IDisposable
{
    private readonly Channel<(SipMessage Message, Flow Flow)> _received = Channel.CreateUnbounded<(SipMessage, Flow)>();

    public Station(params TransportKind[] kinds)
        : this(new TransportOptions([.. kinds.Select(kind => (kind, new IPEndPoint(IPAddress.Loopback, 0)))], null))
    {
    }

    public Station(TransportOptions options, Func<IPAddress, Admission>? admits = null)
    {
        Layer = new TransportLayer(
            options,
            admits ?? (_ => Admission.Known),
            (message, flow) => _received.Writer.TryWrite((message, flow)),
            Events);
        Layer.Start();
    }

    public EventIds Events { get; } = new();

    public TransportLayer Layer { get; }

    public IPEndPoint Address => Layer.Listening[0];

    public async Task<(SipMessage Message, Flow Flow)> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _received.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Sends an OPTIONS as the transactions would, its Via put on for the flow.</summary>
    public SipRequest Send(TransportKind kind, IPEndPoint remote, string subject = "", string? host = null)
    {
        var flow = Layer.FlowTo(kind, remote)!.Value with { Host = host };
        var (ownHost, port) = Layer.Advertised(flow);
        var request = new SipRequest(SipMethod.Options, $"sip:{remote}");
        request.Headers.Add(HeaderName.Via, $"SIP/2.0/{flow.Name} {ownHost}:{port};branch=z9hG4bK{Guid.NewGuid():N};rport")
            .Add(HeaderName.From, "<sip:a@example.com>;tag=1").Add(HeaderName.To, "<sip:b@example.com>")
            .Add(HeaderName.CallId, Guid.NewGuid().ToString()).Add(HeaderName.CSeq, "1 OPTIONS").Add("Subject", subject);
        Layer.Send(request, flow);
        return request;
    }

    public void Answer(SipMessage request, Flow flow, int status = 200) =>
        Layer.Send(SipResponse.For((SipRequest)request, status, "2"), ResponseRoute.For((SipRequest)request, flow));

    public void Dispose() => Layer.Dispose();
}
