using SupportLine.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Audio;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(22050, 16000)]
    [InlineData(24000, 16000)]
    [InlineData(32000, 16000)]
    [InlineData(44100, 16000)]
    [InlineData(48000, 16000)]
    [InlineData(16000, 8000)]
    public void A_tone_of_the_voice_keeps_its_pitch_level_and_length_at_every_rate(int from, int to)
    {
        var converted = Resampler.Convert(Sine.Of(1000, from, 0.5), from, to);

        Assert.InRange(converted.Length, (to / 2) - 1, (to / 2) + 1);
        Assert.InRange(Sine.Amplitude(converted, 1000, to), 9900, 10100);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3300)]
    public void What_a_telephone_carries_passes_to_8_kHz_within_half_a_decibel(double hertz)
    {
        var narrow = Resampler.Convert(Sine.Of(hertz, 16000, 0.5), 16000, 8000);

        Assert.InRange(Sine.Amplitude(narrow, hertz, 8000), 9440, 10590);
    }

    [Theory]
    [InlineData(4400)]
    [InlineData(5000)]
    [InlineData(7000)]
    public void What_8_kHz_cannot_carry_is_gone_and_does_not_fold_back(double hertz)
    {
        var narrow = Resampler.Convert(Sine.Of(hertz, 16000, 0.5), 16000, 8000);

        // 40 dB below the tone's own 7071.
        Assert.InRange(Sine.Rms(narrow), 0, 70);
    }

    [Fact]
    public void The_same_rate_changes_nothing()
    {
        var samples = Sine.Of(700, 16000, 0.1);

        Assert.Equal(samples, Resampler.Convert(samples, 16000, 16000));
    }

    [Fact]
    public void The_loudest_square_wave_is_limited_and_not_wrapped_around()
    {
        var square = Enumerable.Range(0, 8000).Select(i => i / 20 % 2 == 0 ? short.MaxValue : short.MinValue).ToArray();

        var narrow = Resampler.Convert(square, 16000, 8000);

        // In the middle of each half wave the sign is the square's own.
        for (var i = 100; i < narrow.Length - 100; i++)
        {
            if (i % 10 == 5)
            {
                Assert.Equal(i / 10 % 2 == 0, narrow[i] > 0);
            }
        }
    }
}
