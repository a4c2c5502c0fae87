namespace SupportLine.Telephony.Rtp;

/// <summary>
/// RFC 4733 events to keys: one key an event, known by its timestamp, however many of its packets come, in whatever
/// order, and whatever the marker bit says.
/// </summary>
internal sealed class DtmfReceiver
{
    private const string Keys = "0123456789*#ABCD";

    private uint _lastTimestamp;
    private bool _any;

    /// <summary>The key that a packet begins, or '\0' for a repetition, a straggler or an event that is no key.</summary>
    /// <param name="timestamp">RTP timestamp: the event's beginning, the same in all of its packets.</param>
    /// <param name="payload">Event, end bit and volume, duration.</param>
    public char Take(uint timestamp, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 4 || payload[0] >= Keys.Length)
        {
            return '\0';
        }

        if (_any && (int)(timestamp - _lastTimestamp) <= 0)
        {
            return '\0';
        }

        _any = true;
        _lastTimestamp = timestamp;
        return Keys[payload[0]];
    }

    /// <summary>The peer began anew (another SSRC): its timestamps have nothing to do with those before.</summary>
    public void Reset() => _any = false;
}
