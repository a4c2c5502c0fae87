namespace SupportLine.Tests.Telephony.Audio;

/// <summary>Pure tones, and how much of one there is in a signal.</summary>
internal static class Sine
{
    public static short[] Of(double hertz, int rate, double seconds, double amplitude = 10000) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hertz * i / rate)))];

    /// <summary>Amplitude of a tone in the samples, by correlation over their middle, where filters have settled.</summary>
    public static double Amplitude(ReadOnlySpan<short> samples, double hertz, int rate)
    {
        var skip = samples.Length / 10;
        var (real, imaginary) = (0.0, 0.0);
        var count = 0;
        for (var i = skip; i < samples.Length - skip; i++, count++)
        {
            real += samples[i] * Math.Cos(2 * Math.PI * hertz * i / rate);
            imaginary += samples[i] * Math.Sin(2 * Math.PI * hertz * i / rate);
        }

        return 2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / count;
    }

    public static double Rms(ReadOnlySpan<short> samples)
    {
        var skip = samples.Length / 10;
        var sum = 0.0;
        for (var i = skip; i < samples.Length - skip; i++)
        {
            sum += (double)samples[i] * samples[i];
        }

        return Math.Sqrt(sum / (samples.Length - (2 * skip)));
    }
}
