namespace SupportLine.Server.Speech;

/// <summary>
/// A second-order filter at 16 kHz. Coefficients after Robert Bristow-Johnson's "Cookbook formulae for audio equalizer
/// biquad filter coefficients", with a0 divided out.
/// </summary>
internal sealed record Biquad(double B0, double B1, double B2, double A1, double A2)
{
    private const double Rate = 16000;

    /// <summary>Takes away what lies below a frequency, Hz, 12 dB an octave.</summary>
    public static Biquad HighPass(double frequency)
    {
        var (cos, alpha) = Angle(frequency, Math.Sqrt(0.5));
        return Of((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Lifts or cuts, dB, around a frequency, Hz.</summary>
    public static Biquad Peak(double frequency, double q, double gain)
    {
        var (cos, alpha) = Angle(frequency, q);
        var a = Math.Pow(10, gain / 40);
        return Of(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
    }

    /// <summary>Lifts or cuts, dB, what lies above a frequency, Hz.</summary>
    public static Biquad Treble(double frequency, double gain)
    {
        var (cos, alpha) = Angle(frequency, Math.Sqrt(0.5));
        var a = Math.Pow(10, gain / 40);
        var slope = 2 * Math.Sqrt(a) * alpha;
        return Of(
            a * (a + 1 + (a - 1) * cos + slope),
            -2 * a * (a - 1 + (a + 1) * cos),
            a * (a + 1 + (a - 1) * cos - slope),
            a + 1 - (a - 1) * cos + slope,
            2 * (a - 1 - (a + 1) * cos),
            a + 1 - (a - 1) * cos - slope);
    }

    /// <summary>Filters in place, from rest.</summary>
    public void Apply(Span<float> samples)
    {
        var (s1, s2) = (0.0, 0.0);
        foreach (ref var sample in samples)
        {
            var output = B0 * sample + s1;
            s1 = B1 * sample - A1 * output + s2;
            s2 = B2 * sample - A2 * output;
            sample = (float)output;
        }
    }

    private static (double Cos, double Alpha) Angle(double frequency, double q)
    {
        var angle = 2 * Math.PI * frequency / Rate;
        return (Math.Cos(angle), Math.Sin(angle) / (2 * q));
    }

    private static Biquad Of(double b0, double b1, double b2, double a0, double a1, double a2) =>
        new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
}
