namespace SupportLine.Telephony.Rtp;

/// <summary>Loss and jitter of what was received (RFC 3550 sections 6.4.1 and A.3, A.8), over all sources of the leg.</summary>
internal sealed class ReceiveStatistics
{
    /// <summary>A sequence number further off than this is another beginning (section A.1).</summary>
    private const int MaxStep = 3000;

    private long _expectedBefore;
    private long _received;
    private long _receivedHere;
    private long _highest = -1;
    private long _first;
    private double _jitter;
    private long _lastTransit;
    private long _reportedExpected;
    private long _reportedReceived;

    /// <summary>Packets received.</summary>
    public long Received => _received;

    /// <summary>Packets missing.</summary>
    public long Lost => Math.Max(0, _expectedBefore + ExpectedHere - _received);

    /// <summary>Interarrival jitter, in timestamp units.</summary>
    public double Jitter => _jitter;

    /// <summary>Highest sequence number with its cycles, of the present source; for a report.</summary>
    public uint Highest => (uint)_highest;

    public bool HasReceived => _highest >= 0;

    /// <summary>Packets missing of the present source; for a report.</summary>
    public int LostHere => (int)Math.Clamp(ExpectedHere - _receivedHere, -0x800000, 0x7FFFFF);

    private long ExpectedHere => _highest < 0 ? 0 : _highest - _first + 1;

    /// <param name="sequence">Of the packet.</param>
    /// <param name="timestamp">Of the packet, 8 kHz.</param>
    /// <param name="arrival">When it came, in units of 1/8000 s.</param>
    public void Take(ushort sequence, uint timestamp, long arrival)
    {
        var step = _highest < 0 ? 0 : (short)(sequence - (ushort)_highest);
        if (step is > MaxStep or < -MaxStep)
        {
            Restart();
        }

        _received++;
        _receivedHere++;
        var transit = arrival - timestamp;
        if (_highest < 0)
        {
            _first = _highest = sequence;
        }
        else
        {
            _highest += Math.Max(0, step);
            var difference = Math.Abs((long)(int)(transit - _lastTransit));

            // A jump is a new talk spurt's or another clock's, not jitter.
            if (difference < 8000)
            {
                _jitter += (difference - _jitter) / 16;
            }
        }

        _lastTransit = transit;
    }

    /// <summary>Another source: its numbers have nothing to do with those before.</summary>
    public void Restart()
    {
        _expectedBefore += ExpectedHere;
        (_highest, _receivedHere, _reportedExpected, _reportedReceived) = (-1, 0, 0, 0);
    }

    /// <summary>Loss since this was last asked, in 1/256 (section A.3).</summary>
    public byte TakeFractionLost()
    {
        var expected = ExpectedHere - _reportedExpected;
        var lost = expected - (_receivedHere - _reportedReceived);
        (_reportedExpected, _reportedReceived) = (ExpectedHere, _receivedHere);
        return expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, (lost << 8) / expected);
    }
}
