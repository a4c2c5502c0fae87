using System.Net;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Sends messages; what arrives is handed over where it was asked for.</summary>
internal interface ISipTransport
{
    /// <summary>Sends or fails silently: what an unreliable network may lose anyway is sent again by its timer.</summary>
    void Send(SipMessage message, Flow flow);

    /// <summary>A flow to a peer; null when nothing we listen on can reach it.</summary>
    Flow? FlowTo(TransportKind kind, IPEndPoint remote);

    /// <summary>Whether what is sent that way leaves now without a connection being made first: a datagram always does.</summary>
    bool IsOpen(Flow flow);

    /// <summary>The host and port that a peer on this flow reaches us at, for Via and Contact.</summary>
    (string Host, int Port) Advertised(Flow flow);
}
