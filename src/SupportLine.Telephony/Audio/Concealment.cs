namespace SupportLine.Telephony.Audio;

/// <summary>
/// Fills holes in speech with its own last period, fading to silence within 60 ms, and joins what comes after without a
/// click. In the manner of ITU-T G.711 Appendix I, without its delay.
/// </summary>
/// <param name="rate">Hz.</param>
internal sealed class Concealment(int rate)
{
    /// <summary>A step, ms.</summary>
    private const int StepMs = 10;

    /// <summary>Steps until silence.</summary>
    private const int FadeSteps = 6;

    /// <summary>Root mean square below which nobody speaks, of 32768.</summary>
    private const int QuietLevel = 150;

    private readonly int _shortest = rate / 200;
    private readonly int _longest = rate / 66;
    private readonly int _matched = rate / 50;
    private readonly int _join = rate / 250;

    // The last that was heard: enough to find a period of the lowest voice twice.
    private readonly short[] _past = new short[(rate / 50) + (rate / 66)];
    private readonly short[] _period = new short[rate / 66];
    private int _periodLength;
    private int _phase;
    private int _filled;

    /// <summary>Whether the last step held no speech.</summary>
    public bool IsQuiet { get; private set; } = true;

    /// <summary>Takes a step that came, and fades over into it where the one before was made up.</summary>
    public void Join(Span<short> heard)
    {
        if (_filled > 0)
        {
            for (var i = 0; i < _join; i++)
            {
                var madeUp = Next() * Gain(_filled, i);
                heard[i] = (short)(madeUp + ((heard[i] - madeUp) * i / _join));
            }

            _filled = 0;
        }

        Remember(heard);
    }

    /// <summary>Makes a step up.</summary>
    public void Fill(Span<short> heard)
    {
        if (_filled == 0)
        {
            FindPeriod();
            _phase = 0;
        }

        for (var i = 0; i < heard.Length; i++)
        {
            heard[i] = (short)(Next() * Gain(_filled, i));
        }

        _filled = Math.Min(_filled + 1, FadeSteps);
        Remember(heard);
    }

    private short Next()
    {
        if (_periodLength == 0)
        {
            return 0;
        }

        var sample = _period[_phase];
        _phase = (_phase + 1) % _periodLength;
        return sample;
    }

    /// <summary>Full for the first step, then falling evenly to nothing.</summary>
    private float Gain(int step, int sample)
    {
        var steps = step + ((float)sample / (StepMs * rate / 1000));
        return Math.Clamp(1 - ((steps - 1) / (FadeSteps - 1)), 0, 1);
    }

    /// <summary>Keeps the stretch of the past that is most like the one before it; none where nobody spoke.</summary>
    private void FindPeriod()
    {
        _periodLength = 0;
        if (IsQuiet)
        {
            return;
        }

        var (best, bestLag) = (0.0, _longest);
        var tail = _past.AsSpan(_past.Length - _matched);
        for (var lag = _shortest; lag <= _longest; lag++)
        {
            var earlier = _past.AsSpan(_past.Length - _matched - lag, _matched);
            var (product, energy) = (0.0, 1.0);
            for (var i = 0; i < _matched; i++)
            {
                product += tail[i] * (double)earlier[i];
                energy += earlier[i] * (double)earlier[i];
            }

            var likeness = product / Math.Sqrt(energy);
            if (likeness > best)
            {
                (best, bestLag) = (likeness, lag);
            }
        }

        _periodLength = bestLag;
        _past.AsSpan(_past.Length - bestLag).CopyTo(_period);
    }

    private void Remember(ReadOnlySpan<short> heard)
    {
        Array.Copy(_past, heard.Length, _past, 0, _past.Length - heard.Length);
        heard.CopyTo(_past.AsSpan(_past.Length - heard.Length));
        var energy = 0L;
        foreach (var sample in heard)
        {
            energy += sample * sample;
        }

        IsQuiet = energy < (long)QuietLevel * QuietLevel * heard.Length;
    }
}
