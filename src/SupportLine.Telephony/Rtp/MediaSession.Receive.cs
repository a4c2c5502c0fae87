using System.Net;
using System.Net.Sockets;
using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>What comes in: from whom it is taken, and where it goes.</summary>
internal sealed partial class MediaSession
{
    /// <summary>Packets in sequence from one source before our audio follows it there (behind a NAT).</summary>
    private const int LatchAfter = 4;

    private static readonly Func<byte, short> FromMuLaw = G711.FromMuLaw;
    private static readonly Func<byte, short> FromALaw = G711.FromALaw;

    private readonly byte[] _datagram = new byte[2048];
    private readonly SocketAddress _from;
    private readonly DtmfReceiver _dtmf = new();
    private SocketAddress? _remote;
    private SocketAddress? _candidate;
    private bool _latched;
    private int _inSequence;
    private ushort _candidateSequence;
    private uint _ssrc;
    private JitterBuffer? _incoming;

    /// <summary>Takes the datagram that waits. On the media thread.</summary>
    internal void ReceiveOne()
    {
        int length;
        try
        {
            length = Socket.ReceiveFrom(_datagram, SocketFlags.None, _from);
        }
        catch (SocketException)
        {
            // The ICMP error of a packet of ours: the peer's port is closed, which its BYE or a watchdog will tell.
            return;
        }

        // RTCP shares the port where it was multiplexed; its types lie where RTP's payload types may not (RFC 5761).
        if (length < 2 || _datagram[1] is >= 192 and <= 223 || !RtpPacket.TryParse(_datagram.AsSpan(0, length), out var packet))
        {
            return;
        }

        if (_agreed is not null && Admits(packet.Sequence))
        {
            Take(packet);
        }
    }

    private void Take(RtpPacket packet)
    {
        if (packet.Ssrc != _ssrc)
        {
            _ssrc = packet.Ssrc;
            _dtmf.Reset();
        }

        _statistics.Take(packet.Sequence, packet.Timestamp, MediaClock.Now / 125_000);
        if (packet.PayloadType == _agreed!.EventType)
        {
            if (_dtmf.Take(packet.Timestamp, packet.Payload) is not '\0' and var key)
            {
                OnKey(key);
            }
        }
        else if (packet.PayloadType == (int)Codec.Pcmu || packet.PayloadType == (int)Codec.Pcma)
        {
            // Where nobody listens nothing is decoded.
            _incoming?.Put(packet.Timestamp, packet.Payload, packet.PayloadType == (int)Codec.Pcmu ? FromMuLaw : FromALaw);
        }
    }

    /// <summary>
    /// Whether a packet's source is the peer: the address of the SDP, or one that sent several packets in sequence while
    /// no other had; then nobody else until the next offer and answer change the address.
    /// </summary>
    private bool Admits(ushort sequence)
    {
        if (_from.Equals(_remote))
        {
            _latched = true;
            return true;
        }

        if (_latched)
        {
            return false;
        }

        var follows = _from.Equals(_candidate) && sequence == (ushort)(_candidateSequence + 1);
        _inSequence = follows ? _inSequence + 1 : 1;
        _candidateSequence = sequence;
        if (!follows)
        {
            _candidate = Copy(_from);
        }

        if (_inSequence < LatchAfter)
        {
            return false;
        }

        _remote = _candidate;
        _latched = true;
        return true;
    }

    private void Unlatch(IPEndPoint remote)
    {
        _remote = remote.Serialize();
        _candidate = null;
        _latched = false;
        _inSequence = 0;
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }
}
