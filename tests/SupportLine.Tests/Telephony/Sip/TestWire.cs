using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip;

/// <summary>A transport that keeps what is sent, as the bytes would read at the other end.</summary>
internal sealed class TestWire(TransportKind kind = TransportKind.Udp) : ISipTransport
{
    public static readonly IPEndPoint Here = new(IPAddress.Loopback, 5060);
    public static readonly IPEndPoint There = new(IPAddress.Parse("198.51.100.9"), 5060);

    public Flow Flow { get; } = new(kind, Here, There);

    public List<SipMessage> Sent { get; } = [];

    /// <summary>By which way each went.</summary>
    public List<Flow> Flows { get; } = [];

    /// <summary>Where each went.</summary>
    public List<IPEndPoint> SentTo => [.. Flows.Select(flow => flow.Remote)];

    public IEnumerable<SipRequest> Requests => Sent.OfType<SipRequest>();

    public IEnumerable<SipResponse> Responses => Sent.OfType<SipResponse>();

    /// <summary>Start lines: methods and statuses, in order.</summary>
    public string Trace => string.Join(' ', Sent.Select(message => message is SipRequest request ? request.Method.Name : ((SipResponse)message).Status.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The connection to all of them; null for none.</summary>
    public object? Connection { get; set; } = new();

    /// <summary>Far ends whose connection is no more.</summary>
    public HashSet<IPEndPoint> Closed { get; } = [];

    /// <summary>Told that the last that was sent has found no connection.</summary>
    public Action? NotSent { get; private set; }

    /// <summary>Forgets what was sent.</summary>
    public void Clear()
    {
        Sent.Clear();
        Flows.Clear();
    }

    public void Send(SipMessage message, Flow flow, Action? notSent = null)
    {
        NotSent = notSent;
        Sent.Add(TestMessage.Parse(message.ToBytes()));
        Flows.Add(flow);
    }

    public Flow? FlowTo(TransportKind kind, IPEndPoint remote, IPEndPoint? from = null) =>
        remote.AddressFamily == Here.AddressFamily ? new Flow(kind, from ?? Here, remote) : null;

    public bool IsOpen(Flow flow) => flow.IsUnreliable || !Closed.Contains(flow.Remote);

    public object? ConnectionOf(Flow flow) => flow.IsUnreliable ? null : Connection;

    public (string Host, int Port) Advertised(Flow flow) => (Here.Address.ToString(), Here.Port);
}
