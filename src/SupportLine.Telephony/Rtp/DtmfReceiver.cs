using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// RFC 4733 events to keys: one key an event, known by its timestamp, however many of its packets come, in whatever
/// order, and whatever the marker bit says.
/// </summary>
internal struct DtmfReceiver
{
    private const string Keys = "0123456789*#ABCD";
    private const int EndBit = 0x80;

    /// <summary>Timestamps further back than this are another clock's, not a straggler's: 8 s at 8 kHz.</summary>
    private const int Stragglers = 64000;

    private uint _ssrc;
    private uint _timestamp;
    private ushort _duration;
    private byte _event;
    private bool _hasEnded;
    private bool _any;

    /// <summary>The key that a packet begins, or '\0' for a repetition, a straggler or an event that is no key.</summary>
    /// <param name="ssrc">Its source: another one's timestamps have nothing to do with those before. Audio may have one of its own.</param>
    /// <param name="timestamp">RTP timestamp: the event's beginning, the same in all of its packets.</param>
    /// <param name="payload">Event, end bit and volume, duration.</param>
    public char Take(uint ssrc, uint timestamp, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 4 || payload[0] >= Keys.Length)
        {
            return '\0';
        }

        var duration = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        var step = (int)(timestamp - _timestamp);
        if (_any && ssrc == _ssrc && (step is <= 0 and > -Stragglers || GoesOn(payload[0], step, duration)))
        {
            if (step >= 0)
            {
                Note(timestamp, payload, duration);
            }

            return '\0';
        }

        _any = true;
        _ssrc = ssrc;
        _hasEnded = false;
        Note(timestamp, payload, duration);
        return Keys[payload[0]];
    }

    /// <summary>
    /// The same press under a later timestamp: the next segment of one longer than a duration can count (section
    /// 2.5.1.3), or of a sender that moves the timestamp on with the growing duration, as it must not.
    /// </summary>
    private readonly bool GoesOn(byte code, int step, ushort duration) =>
        code == _event && !_hasEnded && (step == ushort.MaxValue || (duration > _duration && step <= duration - _duration));

    private void Note(uint timestamp, ReadOnlySpan<byte> payload, ushort duration)
    {
        _timestamp = timestamp;
        _event = payload[0];
        _duration = duration;
        _hasEnded |= (payload[1] & EndBit) != 0;
    }
}
