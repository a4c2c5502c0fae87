namespace SupportLine.Server.Speech;

/// <summary>How loud speech is, and making it as loud as the rest.</summary>
internal static class Loudness
{
    /// <summary>Level of active speech that prompts are brought to, dBFS.</summary>
    public const double Target = -22;

    /// <summary>Highest peak, dBFS: a codec's error on top of it stays under -6.</summary>
    public const double Ceiling = -7;

    /// <summary>Frames whose level tells speech from silence: 20 ms at 16 kHz.</summary>
    private const int Frame = 320;

    /// <summary>What lies this far below the active level is not speech, dB (ITU-T P.56's margin).</summary>
    private const double Margin = 15.9;

    /// <summary>Reach of the limiter to either side, samples: 5 ms.</summary>
    private const int Reach = 80;

    /// <summary>
    /// Level of the speech alone, its pauses left out, dBFS: the mean of the frames within 15.9 dB of that very mean,
    /// after ITU-T P.56. Minus infinity for silence.
    /// </summary>
    public static double Active(ReadOnlySpan<float> samples)
    {
        var powers = new List<double>();
        for (var start = 0; start < samples.Length; start += Frame)
        {
            powers.Add(Power(samples[start..Math.Min(samples.Length, start + Frame)]));
        }

        var threshold = 0.0;
        var level = double.NegativeInfinity;
        for (var round = 0; round < 8; round++)
        {
            var speech = powers.Where(power => power > threshold).DefaultIfEmpty(0).Average();
            level = Decibels(speech);
            threshold = speech * Math.Pow(10, -Margin / 10);
        }

        return level;
    }

    /// <summary>Brings speech to the target, its highest peaks held under the ceiling, in place.</summary>
    public static void Normalise(Span<float> samples)
    {
        var level = Active(samples);
        if (double.IsNegativeInfinity(level))
        {
            return;
        }

        var gain = (float)Math.Pow(10, (Target - level) / 20);
        foreach (ref var sample in samples)
        {
            sample *= gain;
        }

        Limit(samples, (float)Math.Pow(10, Ceiling / 20));
    }

    /// <summary>Mean power of samples between -1 and 1.</summary>
    public static double Power(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += sample * (double)sample;
        }

        return samples.IsEmpty ? 0 : sum / samples.Length;
    }

    /// <summary>A power as dBFS.</summary>
    public static double Decibels(double power) => 10 * Math.Log10(power);

    /// <summary>
    /// Turns down before a peak and up after it, over 5 ms each: the least gain in reach, averaged over the same reach, is
    /// never more than the peak allows.
    /// </summary>
    private static void Limit(Span<float> samples, float ceiling)
    {
        var least = new float[samples.Length];
        Array.Fill(least, 1);
        for (var i = 0; i < samples.Length; i++)
        {
            var allowed = ceiling / Math.Max(ceiling, Math.Abs(samples[i]));
            for (var k = Math.Max(0, i - Reach); allowed < 1 && k <= Math.Min(samples.Length - 1, i + Reach); k++)
            {
                least[k] = Math.Min(least[k], allowed);
            }
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var sum = 0f;
            for (var k = i - Reach; k <= i + Reach; k++)
            {
                sum += least[Math.Clamp(k, 0, least.Length - 1)];
            }

            samples[i] *= sum / (2 * Reach + 1);
        }
    }
}
