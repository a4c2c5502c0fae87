using SupportLine.Server.Speech;

namespace SupportLine.Tests.Server.Speech;

public sealed class SpeechShapeTests
{
    private const int Rate = 16000;

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Soft_and_loud_speech_come_out_equally_loud(double amplitude)
    {
        var finished = SpeechShape.Finish(Tone(500, amplitude), [], 0, 0)!;

        Assert.Equal(Loudness.Target, Loudness.Active([.. finished.Select(sample => sample / 32768f)]), 0.3);
    }

    [Fact]
    public void Peaks_stay_under_the_ceiling_and_the_speech_keeps_its_level()
    {
        // A burst 20 dB above the rest: brought to the target it would clip.
        var speech = Tone(1000, 0.05);
        for (var i = 4000; i < 4100; i++)
        {
            speech[i] = (short)(i % 2 == 0 ? 16000 : -16000);
        }

        var finished = SpeechShape.Finish(speech, [], 0, 0)!;

        Assert.True(finished.Max(sample => Math.Abs((int)sample)) <= 32768 * Math.Pow(10, Loudness.Ceiling / 20) + 1);
        Assert.InRange(Loudness.Active([.. finished.Select(sample => sample / 32768f)]), Loudness.Target - 2, Loudness.Target + 0.5);
    }

    [Fact]
    public void Silence_around_speech_is_cut_to_what_was_asked_for()
    {
        var finished = SpeechShape.Finish([.. Silence(800), .. Tone(400, 0.3), .. Silence(700)], [], 30, 150)!;

        // The speech, 10 ms before and 25 ms after it, and the asked 180 ms.
        Assert.InRange(finished.Length * 1000 / Rate, 400 + 180 + 20, 400 + 180 + 45);
        Assert.All(finished[..(30 * Rate / 1000)], sample => Assert.Equal(0, sample));
        Assert.All(finished[^(150 * Rate / 1000)..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Silence_alone_is_no_prompt() => Assert.Null(SpeechShape.Finish(Silence(500), [], 30, 150));

    [Fact]
    public void What_follows_the_last_pause_is_cut_off()
    {
        short[] raw = [.. Tone(300, 0.3), .. Silence(60), .. Tone(500, 0.3), .. Silence(90), .. Tone(350, 0.3), .. Silence(200)];

        Assert.InRange(SpeechShape.BeforeLastPause(raw).Length * 1000 / Rate, 860, 950);
    }

    [Fact]
    public void Speech_without_a_pause_has_nothing_before_it() =>
        Assert.True(SpeechShape.BeforeLastPause([.. Silence(100), .. Tone(500, 0.3), .. Silence(100)]).IsEmpty);

    [Theory]
    [InlineData(60, -16)]
    [InlineData(150, -3)]
    [InlineData(1000, 0)]
    public void A_high_pass_takes_twelve_decibels_an_octave_below_its_corner(double frequency, double gain) =>
        Assert.Equal(gain, Gain(Biquad.HighPass(150), frequency), 0.5);

    [Theory]
    [InlineData(440, -10)]
    [InlineData(4000, 0)]
    public void A_peak_cuts_where_it_is_put_alone(double frequency, double gain) =>
        Assert.Equal(gain, Gain(Biquad.Peak(440, 0.67, -10), frequency), 0.5);

    [Theory]
    [InlineData(100, 0)]
    [InlineData(2400, 6)]
    [InlineData(7000, 12)]
    public void A_treble_lift_is_half_at_its_corner(double frequency, double gain) =>
        Assert.Equal(gain, Gain(Biquad.Treble(2400, 12), frequency), 0.5);

    private static double Gain(Biquad filter, double frequency)
    {
        var samples = new float[Rate];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)Math.Sin(2 * Math.PI * frequency * i / Rate);
        }

        var before = Loudness.Power(samples.AsSpan(Rate / 2));
        filter.Apply(samples);
        return Loudness.Decibels(Loudness.Power(samples.AsSpan(Rate / 2))) - Loudness.Decibels(before);
    }

    private static short[] Silence(int milliseconds) => new short[milliseconds * Rate / 1000];

    private static short[] Tone(int milliseconds, double amplitude) =>
        [.. Enumerable.Range(0, milliseconds * Rate / 1000).Select(i => (short)(32767 * amplitude * Math.Sin(2 * Math.PI * 700 * i / Rate)))];
}
