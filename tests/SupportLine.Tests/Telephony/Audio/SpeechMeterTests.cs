using SupportLine.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Audio;

public sealed class SpeechMeterTests
{
    private readonly SpeechMeter _meter = new();

    [Fact]
    public void Talk_is_speech_and_the_pause_after_it_counts()
    {
        Take(Sine.Of(300, 8000, 1, 3000));
        Take(new short[4000]);

        Assert.True(_meter.HeardSpeech);
        Assert.Equal(500, _meter.SilentFor.TotalMilliseconds);
    }

    [Fact]
    public void A_click_is_no_speech_and_ends_no_pause()
    {
        Take(new short[8000]);
        Take(Sine.Of(300, 8000, 0.02, 20000));
        Take(new short[8000]);

        Assert.False(_meter.HeardSpeech);
        Assert.InRange(_meter.SilentFor.TotalSeconds, 1.9, 2.1);
    }

    [Fact]
    public void A_machine_room_that_hums_is_soon_known_as_noise_and_who_talks_in_it_is_heard()
    {
        Take(Noise(10, 800));
        Assert.True(_meter.SilentFor > TimeSpan.FromSeconds(3), $"silent for {_meter.SilentFor}");

        Take(Sine.Of(300, 8000, 0.5, 9000));
        Assert.Equal(TimeSpan.Zero, _meter.SilentFor);
    }

    [Fact]
    public void A_quiet_line_is_no_speech()
    {
        Take(Noise(5, 60));

        Assert.False(_meter.HeardSpeech);
    }

    private static short[] Noise(double seconds, int level)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, (int)(8000 * seconds)).Select(_ => (short)random.Next(-level, level))];
    }

    private void Take(short[] samples)
    {
        for (var i = 0; i + 80 <= samples.Length; i += 80)
        {
            _meter.Take(samples.AsSpan(i, 80));
        }
    }
}
