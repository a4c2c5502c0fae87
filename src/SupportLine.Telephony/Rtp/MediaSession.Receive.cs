using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>What comes in, and where it goes.</summary>
internal sealed partial class MediaSession
{
    private readonly ReceiveStatistics _statistics = new();
    private uint _ssrc;

    /// <summary>Takes the datagram that waits on one of the leg's sockets. On the media thread.</summary>
    internal void ReceiveOne(bool isRtcp)
    {
        var buffer = Loop.Received.AsSpan();
        var length = (isRtcp ? Ports.Rtcp : Ports.Rtp).Receive(buffer, out var source);
        if (length < 0 || _agreed is null)
        {
            return;
        }

        var datagram = buffer[..length];
        if (isRtcp)
        {
            // Reports come from the peer's other port, behind a NAT from one nobody knows: the address has to do.
            if (source.IsAt(_remote) && UnsealReport(ref datagram))
            {
                TakeReport(datagram);
            }
        }
        else if (length >= 2 && datagram[1] is >= 192 and <= 223)
        {
            // Multiplexed; RTP's payload types stay clear of these (RFC 5761 section 4).
            if (source == _remote && UnsealReport(ref datagram))
            {
                TakeReport(datagram);
            }
        }
        else if (MayAdmit(source) && Unseal(ref datagram) && RtpPacket.TryParse(datagram, out var packet) && Admits(source, packet.Sequence))
        {
            Take(packet);
        }
    }

    private void Take(RtpPacket packet)
    {
        _heardAt = Loop.Now;
        var type = packet.PayloadType;
        var isEvent = IsEvent(type);
        var arrival = Loop.Now / (1_000_000_000 / CodecTraits.Clock);
        Count(packet, isEvent, arrival);
        if (isEvent)
        {
            if (_dtmf.Take(packet.Ssrc, packet.Timestamp, packet.Payload) is not '\0' and var key)
            {
                OnEventKey(key);
            }
        }
        else if (CodecOf(type) is { } codec)
        {
            // Where nobody listens nothing is kept or decoded.
            _ear?.Take(packet.Timestamp, packet.Payload, codec, arrival);
            Bridge?.Across(this)?.Relay(packet, codec);
        }
    }

    /// <summary>
    /// Some gateways send events as a stream of their own, between the packets of the audio's: another SSRC with numbers of
    /// its own (RFC 3550 section 5.1). What is counted and reported goes on as the audio's.
    /// </summary>
    private void Count(in RtpPacket packet, bool isEvent, long arrival)
    {
        if (packet.Ssrc != _ssrc)
        {
            if (isEvent && _statistics.HasReceived)
            {
                return;
            }

            _ssrc = packet.Ssrc;
            _statistics.Restart();
        }

        _statistics.Take(packet.Sequence, packet.Timestamp, arrival);
    }

    /// <summary>Our own type where we offered, the peer's where it answered with another: phones use either.</summary>
    private bool IsEvent(int type) =>
        type == _agreed!.EventType || (type == Sdp.OfferAnswer.OwnEventType && _agreed.EventType >= 0 && type != _agreed.PayloadType);

    /// <summary>Comfort noise and all else that was not agreed is nothing; between the two laws some change unasked.</summary>
    private Codec? CodecOf(int type)
    {
        if (type == _agreed!.PayloadType)
        {
            return _agreed.Codec;
        }

        return _agreed.Codec == Codec.G722 ? null : type switch
        {
            (int)Codec.Pcmu => Codec.Pcmu,
            (int)Codec.Pcma => Codec.Pcma,
            _ => null,
        };
    }
}
