using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>What goes out: at most one packet a turn.</summary>
internal sealed partial class MediaSession
{
    /// <summary>With nothing to say, a packet of silence in so long keeps a NAT's way open: 5 s, ns.</summary>
    private const long KeepAlive = 5_000_000_000;

    private uint _ownSsrc = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private uint _timestamp = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private ushort _sequence = (ushort)Random.Shared.Next(ushort.MaxValue);
    private uint _eventTimestamp;
    private long _lastSent;
    private bool _talking;

    /// <summary>One packet's time of this leg. On the media thread.</summary>
    internal void Tick()
    {
        var octets = PacketMs * CodecTraits.PerMs;
        _timestamp += (uint)octets;
        _relayedInTurn = 0;
        AdvanceOperations();
        WatchQuiet();
        ReportWhenDue();
        var payload = Loop.Packet.AsSpan(RtpPacket.HeaderLength, octets);
        if (_agreed is not { MaySend: true })
        {
            _talking = false;
            PassSilently(payload);
            return;
        }

        if (_digits is { } digits)
        {
            SendEvent(digits);
        }
        else if (Fill(payload))
        {
            SendAudio(octets);
        }
        else if (IsRelaying)
        {
            // The other's packets are this turn's.
        }
        else if (WantsStream || Loop.Now - _lastSent >= KeepAlive)
        {
            Codec.Hush(payload);
            SendAudio(octets);
            _talking = WantsStream;
        }
        else
        {
            _talking = false;
        }
    }

    /// <summary>A conversation goes on: carriers cut off a line that falls silent, so it gets silence in packets.</summary>
    private bool WantsStream => _collect is not null || _record is not null || Bridge is not null;

    /// <summary>The next packet's octets: what is spoken to this leg alone, else what the bridge or the echo has for it.</summary>
    private bool Fill(Span<byte> payload)
    {
        if (_play is { } play)
        {
            if (play.Playback.Next(payload, Codec))
            {
                return true;
            }

            FinishPlay(play);
        }

        return (Bridge is not null || _echo is not null) && _mouth is { } mouth && mouth.TryEncode(payload);
    }

    /// <summary>Speech to a leg on hold runs on unheard, so that a conversation does not stop for it.</summary>
    private void PassSilently(Span<byte> payload)
    {
        if (_play is { } play && !play.Playback.Next(payload, Codec))
        {
            FinishPlay(play);
        }

        if (_digits is { } digits)
        {
            _digits = null;
            digits.Done.TrySetResult(true);
        }
    }

    private void SendAudio(int octets)
    {
        var packet = Loop.Packet.AsSpan();
        RtpPacket.WriteHeader(packet, !_talking, _agreed!.PayloadType, _sequence++, _timestamp, _ownSsrc);
        _talking = true;
        _relaying = false;
        Transmit(packet, octets);
    }

    private void SendEvent(DtmfSender digits)
    {
        if (_agreed!.EventType < 0)
        {
            // The peer knows no events: there is nothing to press keys with.
            _digits = null;
            digits.Done.TrySetException(new NotSupportedException("The far end takes no telephone events."));
            return;
        }

        if (digits.IsFinished)
        {
            _digits = null;
            digits.Done.TrySetResult(true);
            return;
        }

        var begins = digits.BeginsEvent;
        if (begins)
        {
            _eventTimestamp = _timestamp;
        }

        var packet = Loop.Packet.AsSpan();
        if (digits.Next(packet.Slice(RtpPacket.HeaderLength, DtmfSender.PayloadLength), PacketMs, _agreed.EventClock))
        {
            RtpPacket.WriteHeader(packet, begins, _agreed.EventType, _sequence++, _eventTimestamp, _ownSsrc);
            Transmit(packet, DtmfSender.PayloadLength);
        }

        _talking = false;
        _relaying = false;
    }

    /// <param name="packet">Header and payload, then room for what protects them.</param>
    /// <param name="octets">Of the payload.</param>
    private void Transmit(Span<byte> packet, int octets)
    {
        _lastSent = Loop.Now;
        _sentPackets++;
        _sentOctets += octets;
        var length = RtpPacket.HeaderLength + octets;
        Ports.Rtp.Send(packet[..(_sealing?.Protect(packet, length) ?? length)]);
    }

    /// <summary>What is half said in one codec is not worth finishing in another.</summary>
    private void ChangeCodec()
    {
        _mouth = null;
        _ear = null;
    }
}
