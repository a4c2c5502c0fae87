namespace SupportLine.Telephony.Audio;

/// <summary>Live audio from 16 to 8 kHz, with the filter's past from one call to the next.</summary>
internal sealed class Halver
{
    private const int Past = 4 * HalfBand.Side;

    /// <summary>Longest piece at once, samples of input: 60 ms.</summary>
    private const int Most = 960;

    private readonly float[] _samples = new float[Past + Most];

    /// <param name="wide">An even number, at most 960.</param>
    /// <param name="narrow">At least half as long.</param>
    public void Convert(ReadOnlySpan<short> wide, Span<short> narrow)
    {
        for (var i = 0; i < wide.Length; i++)
        {
            _samples[Past + i] = wide[i];
        }

        for (var i = 0; i < wide.Length / 2; i++)
        {
            var middle = (2 * i) + (Past / 2);
            var sum = _samples[middle] * 0.5f;
            for (var k = 0; k < HalfBand.Side; k++)
            {
                var distance = (2 * k) + 1;
                sum += HalfBand.Odd[k] * (_samples[middle - distance] + _samples[middle + distance]);
            }

            narrow[i] = (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
        }

        Array.Copy(_samples, wide.Length, _samples, 0, Past);
    }
}
