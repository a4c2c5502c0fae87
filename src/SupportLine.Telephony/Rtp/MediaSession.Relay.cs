using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// In a talk of two who speak the same, packets pass as they come, with a header of our own: nothing is decoded, nothing waits
/// in a buffer of ours, and what was lost before us is a gap that the far end conceals itself.
/// </summary>
internal sealed partial class MediaSession
{
    /// <summary>With nothing to pass on for so long, silence is sent in packets: 100 ms, ns.</summary>
    private const long RelayPause = 100_000_000;

    /// <summary>Packets passed on in one turn; who floods us floods nobody else.</summary>
    private const int MostRelayed = 8;

    /// <summary>A step in the other's timestamps that is no pause but another clock: 10 s.</summary>
    private const int ClockJump = 10 * CodecTraits.Clock;

    private bool _relaying;
    private int _relayedInTurn;
    private long _relayedAt;
    private uint _relayedSsrc;
    private ushort _sequenceShift;
    private uint _timestampShift;

    /// <summary>Whether this leg has nothing to do in a talk but to pass packets.</summary>
    internal bool OnlyTalks => _agreed is { MaySend: true, Expects: true }
        && _play is null && _collect is null && _record is null && _echo is null && _digits is null && !WantsTones;

    /// <summary>Whether the other's packets can be passed to this leg as they are.</summary>
    internal bool SpeaksLike(MediaSession other) => Codec == other.Codec && PacketMs == other.PacketMs;

    /// <summary>Whether the other's packets keep this leg's stream going.</summary>
    private bool IsRelaying => _relaying && Loop.Now - _relayedAt < RelayPause;

    /// <summary>Passes the other's packet on to this leg's far end.</summary>
    /// <param name="packet">Of the other.</param>
    /// <param name="spoken">Its codec: of the two laws of G.711 either.</param>
    private void Relay(in RtpPacket packet, Codec spoken)
    {
        var octets = packet.Payload.Length;
        if (octets is 0 or > 60 * CodecTraits.PerMs || ++_relayedInTurn > MostRelayed)
        {
            return;
        }

        var begins = !_relaying || packet.Ssrc != _relayedSsrc || Math.Abs((long)(int)(packet.Timestamp + _timestampShift - _timestamp)) > ClockJump;
        if (begins)
        {
            // Where our own stream stands goes on, whatever the other counts from.
            (_relaying, _relayedSsrc) = (true, packet.Ssrc);
            _sequenceShift = (ushort)(_sequence - packet.Sequence);
            _timestampShift = _timestamp + (uint)(PacketMs * CodecTraits.PerMs) - packet.Timestamp;
        }

        var sequence = (ushort)(packet.Sequence + _sequenceShift);
        var timestamp = packet.Timestamp + _timestampShift;
        if ((short)(sequence - _sequence) >= 0)
        {
            _sequence = (ushort)(sequence + 1);
            _timestamp = timestamp;
        }
        else if (_sealing is not null)
        {
            // A number is sealed once (RFC 3711 section 9.1): of what comes late or twice the far end learns nothing.
            return;
        }

        _relayedAt = Loop.Now;
        var own = Loop.Packet.AsSpan();
        RtpPacket.WriteHeader(own, begins, _agreed!.PayloadType, sequence, timestamp, _ownSsrc);
        Spell(packet.Payload, spoken, own.Slice(RtpPacket.HeaderLength, octets));
        _talking = true;
        Transmit(own, octets);
    }

    private void Spell(ReadOnlySpan<byte> payload, Codec spoken, Span<byte> own)
    {
        if (spoken == Codec)
        {
            payload.CopyTo(own);
            return;
        }

        for (var i = 0; i < payload.Length; i++)
        {
            own[i] = spoken == Codec.Pcma ? G711.ToMuLaw(G711.FromALaw(payload[i])) : G711.ToALaw(G711.FromMuLaw(payload[i]));
        }
    }
}
