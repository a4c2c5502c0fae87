using System.Collections.Concurrent;
using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Telephony.Sip.Transport;

internal sealed partial class TransportLayer
{
    /// <summary>How long a peer that refused TCP is sent large requests by UDP.</summary>
    private static readonly TimeSpan WithoutTcpFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<IPEndPoint, long> _withoutTcp = new();

    public void Send(SipMessage message, Flow flow, Action? notSent = null)
    {
        if (flow.Kind != TransportKind.Udp)
        {
            SendByStream(message, flow, new OutgoingMessage(message.ToBytes(), notSent));
            return;
        }

        if (_udp.Find(own => own.Local.Equals(flow.Local)) is not { } udp)
        {
            return;
        }

        var writer = new MessageWriter();
        try
        {
            message.WriteTo(ref writer);
            if (message is not SipRequest request || flow.IsOnlyWay || !TrySwitch(request, writer.Written, udp, flow))
            {
                SendDatagram(udp, writer.Written, flow);
            }
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>
    /// A request too large for a datagram goes by TCP, and as a datagram all the same where the peer does not take the
    /// connection (RFC 3261 section 18.1.1). Its Via remembers, so that the ACK to a refusal and a CANCEL, which carry
    /// the same Via, go the same way. Above this, the way stays an unreliable one: a repetition over TCP does no harm.
    /// Not so on a flow that is the only way: a NAT or firewall that drops the connection in silence would have the phone ring ten seconds late.
    /// </summary>
    private bool TrySwitch(SipRequest request, ReadOnlySpan<byte> datagram, UdpTransport udp, Flow flow)
    {
        if (request.TopVia is not { } via)
        {
            return false;
        }

        var switched = via.Transport == Flow.NameOf(TransportKind.Tcp);
        if (!switched && datagram.Length <= _options.LargestDatagram)
        {
            return false;
        }

        var byUdp = via with { Transport = flow.Name, Port = flow.Local.Port };
        if (_withoutTcp.ContainsKey(flow.Remote) || Listened(TransportKind.Tcp, flow.Remote) is not { } listened)
        {
            if (switched)
            {
                request.SetTopVia(byUdp);
                SendDatagram(udp, request.ToBytes(), flow);
            }

            return switched;
        }

        var stream = flow with { Kind = TransportKind.Tcp, Local = listened };
        if (!switched)
        {
            request.SetTopVia(via with { Transport = stream.Name, Port = stream.Local.Port });
        }

        // Serialised now: the message belongs to the thread that sends, and the refusal comes on another.
        var fallback = switched ? null : datagram.ToArray();
        SendByStream(request, stream, new OutgoingMessage(request.ToBytes(), () =>
        {
            _withoutTcp[flow.Remote] = _options.Time.GetTimestamp();
            if (fallback is not null)
            {
                SendDatagram(udp, fallback, flow);
            }
        }));
        return true;
    }

    private void SendDatagram(UdpTransport udp, ReadOnlySpan<byte> datagram, in Flow flow)
    {
        _options.Trace?.Add(RingEntryKind.Sent, flow, datagram);
        udp.Send(datagram, flow.Remote);
    }

    /// <summary>Over the connection there is, else over a new one.</summary>
    private void SendByStream(SipMessage message, Flow flow, OutgoingMessage outgoing)
    {
        _options.Trace?.Add(RingEntryKind.Sent, flow, outgoing.Bytes.Span);
        if (_connections.Find(flow.Kind, flow.Remote)?.TrySend(outgoing) == true)
        {
            return;
        }

        // The connection a request came by has closed: its answer goes to where the peer listens (section 18.2.2).
        var target = message is SipResponse && message.TopVia is { } via
            ? flow with { Remote = ResponseRoute.SentBy(via, flow) }
            : flow;
        if (_connections.Find(target.Kind, target.Remote)?.TrySend(outgoing) != true && !TryConnect(target, outgoing))
        {
            outgoing.NotConnected?.Invoke();
        }
    }

    private void ForgetRefusals()
    {
        foreach (var (remote, since) in _withoutTcp)
        {
            if (_options.Time.GetElapsedTime(since) > WithoutTcpFor)
            {
                _withoutTcp.TryRemove(remote, out _);
            }
        }
    }
}
