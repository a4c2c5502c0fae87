namespace SupportLine.CallTests.Hearing;

/// <summary>
/// 8 kHz samples to 2 kHz ones of what lies below 800 Hz: enough to tell sounds apart, and a quarter of the work.
/// </summary>
internal sealed class Band
{
    public const int Rate = 2000;

    /// <summary>Samples of the telephone for one of the ear.</summary>
    public const int Step = 8000 / Rate;

    private const int Taps = 48;

    private static readonly float[] Filter = Design();

    private readonly short[] _last = new short[Taps];
    private int _count;

    public void Take(ReadOnlySpan<short> samples, List<float> band)
    {
        foreach (var sample in samples)
        {
            _last[_count % Taps] = sample;
            _count++;
            if (_count % Step != 0)
            {
                continue;
            }

            var sum = 0f;
            for (var i = 0; i < Taps; i++)
            {
                sum += Filter[i] * _last[(_count + i) % Taps];
            }

            band.Add(sum);
        }
    }

    private static float[] Design()
    {
        var filter = new float[Taps];
        for (var i = 0; i < Taps; i++)
        {
            var x = i - ((Taps - 1) / 2.0);
            var sinc = Math.Sin(2 * Math.PI * 0.1 * x) / (Math.PI * x);
            filter[i] = (float)(sinc * (0.54 - (0.46 * Math.Cos(2 * Math.PI * i / (Taps - 1)))));
        }

        return filter;
    }
}
