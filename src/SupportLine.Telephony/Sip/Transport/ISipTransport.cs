using System.Net;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Sends messages; what arrives is handed over where it was asked for.</summary>
internal interface ISipTransport
{
    /// <summary>Sends or fails silently: what an unreliable network may lose anyway is sent again by its timer.</summary>
    /// <param name="message">What.</param>
    /// <param name="flow">By which way.</param>
    /// <param name="notSent">Told, on any thread, that no connection could be made; what is lost later is not told of.</param>
    void Send(SipMessage message, Flow flow, Action? notSent = null);

    /// <summary>A flow to a peer; null when nothing we listen on can reach it.</summary>
    /// <param name="kind">By which transport.</param>
    /// <param name="remote">The peer.</param>
    /// <param name="from">The address of ours to send from, where we listen on it; null for the one on the way there.</param>
    Flow? FlowTo(TransportKind kind, IPEndPoint remote, IPEndPoint? from = null);

    /// <summary>Whether what is sent that way leaves now without a connection being made first: a datagram always does.</summary>
    bool IsOpen(Flow flow);

    /// <summary>The connection that takes what is sent that way, another object for another one; null where there is none, and for datagrams.</summary>
    object? ConnectionOf(Flow flow);

    /// <summary>The host and port that a peer on this flow reaches us at, for Via and Contact.</summary>
    (string Host, int Port) Advertised(Flow flow);
}
