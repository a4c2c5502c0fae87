namespace SupportLine.Telephony.Audio;

/// <summary>
/// Changes the rate of a whole sound by a windowed-sinc polyphase filter. For sounds prepared ahead, not for live audio.
/// </summary>
internal static class Resampler
{
    /// <summary>Zero crossings of the sinc on each side.</summary>
    private const int Crossings = 16;

    /// <param name="samples">At <paramref name="from"/> Hz.</param>
    /// <param name="from">Hz.</param>
    /// <param name="to">Hz.</param>
    public static short[] Convert(ReadOnlySpan<short> samples, int from, int to)
    {
        if (from == to)
        {
            return samples.ToArray();
        }

        var divisor = Gcd(from, to);
        var (up, down) = (to / divisor, from / divisor);

        // Cut off a little below the lower of the two Nyquist rates, relative to the input's.
        var cutoff = Math.Min(1.0, (double)to / from) * 0.94;
        var reach = (int)Math.Ceiling(Crossings / cutoff);
        var phases = new double[up][];
        for (var phase = 0; phase < up; phase++)
        {
            phases[phase] = Kernel((double)phase / up, reach, cutoff);
        }

        var result = new short[(int)((long)samples.Length * up / down)];
        for (var i = 0; i < result.Length; i++)
        {
            var position = (long)i * down;
            var centre = (int)(position / up);
            var kernel = phases[position % up];
            var sum = 0.0;
            var first = Math.Max(0, centre - reach + 1);
            var last = Math.Min(samples.Length - 1, centre + reach);
            for (var j = first; j <= last; j++)
            {
                sum += samples[j] * kernel[j - centre + reach - 1];
            }

            result[i] = (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
        }

        return result;
    }

    /// <summary>Weights of the neighbours of a point that lies a fraction after its sample; they add up to one.</summary>
    private static double[] Kernel(double fraction, int reach, double cutoff)
    {
        var kernel = new double[2 * reach];
        var sum = 0.0;
        for (var i = 0; i < kernel.Length; i++)
        {
            var x = i - reach + 1 - fraction;
            var window = 0.5 + (0.5 * Math.Cos(Math.PI * x / (reach + 1)));
            var angle = Math.PI * x * cutoff;
            kernel[i] = (Math.Abs(angle) < 1e-9 ? 1.0 : Math.Sin(angle) / angle) * window;
            sum += kernel[i];
        }

        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] /= sum;
        }

        return kernel;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
