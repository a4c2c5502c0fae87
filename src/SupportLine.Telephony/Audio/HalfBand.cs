namespace SupportLine.Telephony.Audio;

/// <summary>
/// The low-pass between 8 and 16 kHz for live audio: linear phase, flat to 3.4 kHz, 50 dB down from 4.6 kHz. Every second
/// coefficient of such a filter is zero but for the middle one.
/// </summary>
internal static class HalfBand
{
    /// <summary>Odd coefficients on each side of the middle.</summary>
    public const int Side = 12;

    private const double KaiserBeta = 4.55;

    /// <summary>Coefficients at distances 1, 3, 5 ... from the middle, which is a half.</summary>
    public static readonly float[] Odd = Make();

    private static float[] Make()
    {
        var odd = new float[Side];
        var sum = 0.0;
        for (var i = 0; i < Side; i++)
        {
            var n = (2 * i) + 1;
            var window = Bessel(KaiserBeta * Math.Sqrt(1 - Math.Pow(n / (2.0 * Side), 2))) / Bessel(KaiserBeta);
            odd[i] = (float)(Math.Sin(Math.PI * n / 2) / (Math.PI * n) * window);
            sum += odd[i];
        }

        // Both sides and the middle add up to one.
        for (var i = 0; i < Side; i++)
        {
            odd[i] *= (float)(0.25 / sum);
        }

        return odd;
    }

    /// <summary>Modified Bessel function of the first kind, order zero.</summary>
    private static double Bessel(double x)
    {
        var (term, sum) = (1.0, 1.0);
        for (var k = 1; k < 30; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
