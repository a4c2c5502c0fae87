namespace SupportLine.Server.Speech;

/// <summary>Raises an engine's speech to a prompt: coloured, cut to what is speech, as loud as all the others.</summary>
internal static class SpeechShape
{
    private const int Rate = 16000;

    /// <summary>Frames by which silence is found: 5 ms.</summary>
    private const int Frame = Rate / 200;

    /// <summary>Below the active level by this much, dB, is silence before and after speech: a final f or s is soft.</summary>
    private const double Quiet = 42;

    /// <summary>Below the active level by this much, dB, is a pause between words.</summary>
    private const double Pause = 30;

    /// <summary>Shortest pause: 40 ms. The word after it holds no stop, whose closure would be as quiet.</summary>
    private const int PauseFrames = 8;

    /// <summary>Kept before and after speech, samples: 10 and 25 ms.</summary>
    private const int Lead = Rate / 100;
    private const int Tail = Rate / 40;

    /// <summary>What was trimmed begins and ends in a ramp: 3 ms.</summary>
    private const int Ramp = Rate * 3 / 1000;

    /// <summary>Makes a prompt of raw speech; null when it is silence.</summary>
    /// <param name="raw">16 kHz.</param>
    /// <param name="colour">Filters in order.</param>
    /// <param name="leadIn">Silence put before it, ms.</param>
    /// <param name="leadOut">Silence put after it, ms.</param>
    public static short[]? Finish(ReadOnlySpan<short> raw, IReadOnlyList<Biquad> colour, int leadIn, int leadOut)
    {
        // Where speech begins and ends is seen before the filters lift the engine's own noise.
        var samples = ToFloat(raw);
        var (start, length) = Speech(samples);
        if (length == 0)
        {
            return null;
        }

        foreach (var filter in colour)
        {
            filter.Apply(samples);
        }

        var speech = samples.AsSpan(start, length);
        Loudness.Normalise(speech);
        for (var i = 0; i < Math.Min(Ramp, speech.Length / 2); i++)
        {
            speech[i] *= (float)i / Ramp;
            speech[^(i + 1)] *= (float)i / Ramp;
        }

        var before = leadIn * Rate / 1000;
        var finished = new short[before + speech.Length + leadOut * Rate / 1000];
        for (var i = 0; i < speech.Length; i++)
        {
            finished[before + i] = (short)Math.Round(speech[i] * 32767);
        }

        return finished;
    }

    /// <summary>What was said before the last pause, cut where it is most quiet; empty when there is none.</summary>
    public static ReadOnlySpan<short> BeforeLastPause(ReadOnlySpan<short> raw)
    {
        var levels = Levels(ToFloat(raw), out var active);
        var last = Array.FindLastIndex(levels, level => level > active - Pause);
        for (var end = last; end >= PauseFrames; end--)
        {
            var pause = levels.AsSpan(end - PauseFrames, PauseFrames);
            if (pause.IndexOfAnyExceptInRange(double.NegativeInfinity, active - Pause) < 0)
            {
                var start = Array.FindLastIndex(levels, end - 1, level => level > active - Pause) + 1;
                var quietest = Enumerable.Range(start, end - start).MinBy(frame => levels[frame]);
                return start == 0 ? [] : raw[..(quietest * Frame)];
            }
        }

        return [];
    }

    private static (int Start, int Length) Speech(float[] samples)
    {
        var levels = Levels(samples, out var active);
        var first = Array.FindIndex(levels, level => level > active - Quiet);
        var last = Array.FindLastIndex(levels, level => level > active - Quiet);
        if (first < 0)
        {
            return (0, 0);
        }

        var start = Math.Max(0, first * Frame - Lead);
        return (start, Math.Min(samples.Length, (last + 1) * Frame + Tail) - start);
    }

    private static double[] Levels(float[] samples, out double active)
    {
        active = Loudness.Active(samples);
        var levels = new double[samples.Length / Frame];
        for (var frame = 0; frame < levels.Length; frame++)
        {
            levels[frame] = Loudness.Decibels(Loudness.Power(samples.AsSpan(frame * Frame, Frame)));
        }

        return levels;
    }

    private static float[] ToFloat(ReadOnlySpan<short> raw)
    {
        var samples = new float[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            samples[i] = raw[i] / 32768f;
        }

        return samples;
    }
}
