using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>Loss and jitter of what was received (RFC 3550 sections 6.4.1 and A.3, A.8).</summary>
internal sealed class ReceiveStatistics
{
    private long _received;
    private long _highest = -1;
    private long _first;
    private double _jitter;
    private long _lastTransit;

    public CallQuality Quality => new(_received, Math.Max(0, _highest < 0 ? 0 : _highest - _first + 1 - _received), _jitter / 8);

    /// <param name="sequence">Of the packet.</param>
    /// <param name="timestamp">Of the packet, 8 kHz.</param>
    /// <param name="arrival">When it came, in units of 1/8000 s.</param>
    public void Take(ushort sequence, uint timestamp, long arrival)
    {
        _received++;
        if (_highest < 0)
        {
            _first = _highest = sequence;
            _lastTransit = arrival - timestamp;
            return;
        }

        var step = (short)(sequence - (ushort)_highest);
        if (step > 0)
        {
            _highest += step;
        }

        var transit = arrival - timestamp;
        var difference = Math.Abs(transit - _lastTransit);
        _lastTransit = transit;

        // A jump is a new talk spurt or another clock, not jitter.
        if (difference < 8000)
        {
            _jitter += (difference - _jitter) / 16;
        }
    }
}
