namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>Which indices of one sender have come (RFC 3711 section 3.3.2): none is taken twice, nor one too old to tell.</summary>
internal struct ReplayWindow
{
    /// <summary>How many are remembered; the RFC asks for 64 at least.</summary>
    public const int Width = 128;

    // Bit n: the highest less n.
    private UInt128 _seen;
    private long _highestPlusOne;

    /// <summary>The highest index that came; -1 before any.</summary>
    public readonly long Highest => _highestPlusOne - 1;

    public readonly bool IsNew(long index)
    {
        var age = Highest - index;
        return age < 0 || (age < Width && ((_seen >> (int)age) & 1) == 0);
    }

    /// <summary>Notes one that is new and was authenticated.</summary>
    public void Note(long index)
    {
        var step = index - Highest;
        if (step > 0)
        {
            _seen = step < Width ? (_seen << (int)step) | 1 : 1;
            _highestPlusOne = index + 1;
        }
        else
        {
            _seen |= UInt128.One << (int)-step;
        }
    }
}
