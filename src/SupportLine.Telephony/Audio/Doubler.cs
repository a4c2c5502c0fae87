namespace SupportLine.Telephony.Audio;

/// <summary>Live audio from 8 to 16 kHz, with the filter's past from one call to the next.</summary>
internal sealed class Doubler
{
    private const int Past = 2 * HalfBand.Side;

    /// <summary>Longest piece at once, samples of input: 60 ms.</summary>
    private const int Most = 480;

    private readonly float[] _samples = new float[Past + Most];

    /// <param name="narrow">At most 480.</param>
    /// <param name="wide">At least twice as long.</param>
    public void Convert(ReadOnlySpan<short> narrow, Span<short> wide)
    {
        for (var i = 0; i < narrow.Length; i++)
        {
            _samples[Past + i] = narrow[i];
        }

        for (var i = 0; i < narrow.Length; i++)
        {
            // The input's own samples pass as they are; the ones between are the filter's.
            var before = i + HalfBand.Side - 1;
            var sum = 0f;
            for (var k = 0; k < HalfBand.Side; k++)
            {
                sum += HalfBand.Odd[k] * (_samples[before - k] + _samples[before + 1 + k]);
            }

            wide[2 * i] = (short)_samples[before];
            wide[(2 * i) + 1] = (short)Math.Clamp(MathF.Round(2 * sum), short.MinValue, short.MaxValue);
        }

        Array.Copy(_samples, narrow.Length, _samples, 0, Past);
    }
}
