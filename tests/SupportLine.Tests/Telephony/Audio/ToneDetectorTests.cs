using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Telephony.Audio;

/// <summary>Keys within the audio, over the ranges of ITU-T Q.24, through mu-law, wherever a step of 10 ms happens to fall.</summary>
public sealed class ToneDetectorTests
{
    private const string Keys = "123A456B789C*0#D";

    /// <summary>Peak of a sine of 0 dBm0 in 16 bits: full scale is +3.17 dBm0 (G.711).</summary>
    private const double Zero = 32636 / 1.4405;

    private static readonly double[] Lows = [697, 770, 852, 941];
    private static readonly double[] Highs = [1209, 1336, 1477, 1633];

    public static TheoryData<double, double, double> Ranges()
    {
        var ranges = new TheoryData<double, double, double>();
        foreach (var level in (double[])[0, -12, -25])
        {
            foreach (var twist in (double[])[-8, -4, 0, 4])
            {
                // The weaker tone is at the level; the stronger may not be beyond the scale.
                if (level + Math.Abs(twist) <= 0) ranges.Add(level, twist, 12);
                if (level + Math.Abs(twist) <= 0) ranges.Add(level, twist, 100);
            }
        }

        return ranges;
    }

    /// <param name="level">Of the weaker tone, dBm0.</param>
    /// <param name="twist">High over low, dB.</param>
    /// <param name="signalToNoise">White noise beside both tones, dB.</param>
    [Theory]
    [MemberData(nameof(Ranges))]
    public void Every_key_of_40_ms_with_pauses_of_40_is_heard_once(double level, double twist, double signalToNoise)
    {
        var random = new Random(24);
        foreach (var (lowOff, highOff) in ((double, double)[])[(0, 0), (1.5, 1.5), (-1.5, -1.5), (1.5, -1.5), (-1.5, 1.5)])
        {
            var (low, high) = (level + Math.Max(0, -twist), level + Math.Max(0, twist));
            var audio = new List<double>();
            Silence(audio, 20 + (10 * random.NextDouble()));
            for (var key = 0; key < Keys.Length; key++)
            {
                // At the least 93 ms from key to key (Q.24): 40 of tone, 40 of pause, and what is left by turns.
                var longer = 13 * random.NextDouble();
                Press(audio, key, 40 + longer, low, high, lowOff, highOff, random);
                Silence(audio, 53 - longer);
            }

            AddNoise(audio, Math.Pow(10, (Math.Max(low, high) - signalToNoise) / 20) * Zero, random);
            Assert.Equal(Keys, Hear(audio));
        }
    }

    [Theory]
    [InlineData(3.5, 0)]
    [InlineData(-3.5, 0)]
    [InlineData(0, 3.5)]
    [InlineData(0, -3.5)]
    [InlineData(5, 5)]
    public void Three_and_a_half_percent_off_is_no_key(double lowOff, double highOff)
    {
        var random = new Random(35);
        for (var key = 0; key < Keys.Length; key++)
        {
            var audio = new List<double>();
            Silence(audio, 10 * random.NextDouble());
            Press(audio, key, 200, -10, -10, lowOff, highOff, random);
            Silence(audio, 40);
            Assert.Equal("", Hear(audio));
        }
    }

    [Fact]
    public void Twenty_three_milliseconds_are_no_key_and_neither_is_a_whisper()
    {
        var random = new Random(23);
        var audio = new List<double>();
        for (var i = 0; i < 320; i++)
        {
            Press(audio, i % 16, 23, -10, -10, 0, 0, random);
            Silence(audio, 40 + (10 * random.NextDouble()));
            Press(audio, i % 16, 60, -55, -55, 0, 0, random);
            Silence(audio, 40);
        }

        Assert.Equal("", Hear(audio));
    }

    [Fact]
    public void An_interruption_of_10_ms_does_not_make_two_of_one()
    {
        var random = new Random(10);
        var audio = new List<double>();
        for (var key = 0; key < Keys.Length; key++)
        {
            Silence(audio, 50 + (10 * random.NextDouble()));
            Press(audio, key, 45, -10, -10, 0, 0, random);
            Silence(audio, 10);
            Press(audio, key, 45, -10, -10, 0, 0, random);
        }

        Assert.Equal(Keys, Hear(audio));
    }

    [Fact]
    public void A_key_held_for_long_is_one_and_the_same_key_again_is_two()
    {
        var random = new Random(5);
        var audio = new List<double>();
        Press(audio, 5, 10_000, -10, -14, 0, 0, random);
        Silence(audio, 40);
        Press(audio, 5, 50, -10, -14, 0, 0, random);
        Silence(audio, 60);
        Press(audio, 5, 50, -10, -14, 0, 0, random);
        Silence(audio, 40);
        Assert.Equal("555", Hear(audio));
    }

    [Fact]
    public void One_tone_alone_too_much_twist_or_a_third_tone_is_no_key()
    {
        var random = new Random(3);
        for (var key = 0; key < Keys.Length; key++)
        {
            var audio = new List<double>();
            Press(audio, key, 100, -10, -100, 0, 0, random);
            Silence(audio, 50);
            Press(audio, key, 100, -100, -10, 0, 0, random);
            Silence(audio, 50);
            Press(audio, key, 100, -20, -8, 0, 0, random);
            Silence(audio, 50);
            Press(audio, key, 100, -6, -20, 0, 0, random);
            Silence(audio, 50);
            var from = audio.Count;
            Press(audio, key, 100, -10, -10, 0, 0, random);
            for (var i = from; i < audio.Count; i++)
            {
                audio[i] += Zero * Math.Pow(10, -10 / 20.0) * Math.Sin(2 * Math.PI * 1050 * i / 8000);
            }

            Assert.Equal("", Hear(audio));
        }
    }

    [Fact]
    public void Ten_minutes_of_noise_hold_no_key()
    {
        var random = new Random(1);
        var audio = Enumerable.Repeat(0.0, 600 * 8000).ToList();
        AddNoise(audio, Zero * 0.1, random);
        Assert.Equal("", Hear(audio));
    }

    /// <summary>Talk-off: our own prompts, both languages, as they are and higher, lower, faster, slower; over two hours.</summary>
    [Fact]
    public void Hours_of_speech_hold_no_key()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "prompts"), "*.g722", SearchOption.AllDirectories)
            .Where(file => !file.Contains("common", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(7);
        random.Shuffle(files);
        var heard = TimeSpan.Zero;
        string[] results = [.. files.AsParallel().SelectMany(file =>
        {
            var pcm = Sound.Load("prompt", file).Master.ToArray();
            return ((double[])[0.8, 0.9, 0.95, 1, 1.06, 1.12, 1.25, 1.4]).Select(speed => (file, speed, Narrow: Narrow(pcm, speed)));
        }).Select(variant =>
        {
            lock (files)
            {
                heard += TimeSpan.FromSeconds(variant.Narrow.Count / 8000.0);
            }

            return Hear(variant.Narrow) is { Length: > 0 } keys ? $"{Path.GetFileName(variant.file)} at {variant.speed}: {keys}" : "";
        })];
        Assert.True(heard > TimeSpan.FromHours(1), $"only {heard}");
        Assert.DoesNotContain(results, result => result.Length > 0);
    }

    /// <summary>From 16 kHz to 8, so much faster and higher.</summary>
    private static List<double> Narrow(short[] pcm, double speed)
    {
        var step = 2 * speed;
        return [.. Enumerable.Range(0, (int)((pcm.Length - 2) / step)).Select(i =>
        {
            var at = i * step;
            var whole = (int)at;
            return pcm[whole] + ((at - whole) * (pcm[whole + 1] - pcm[whole]));
        })];
    }

    private static void Press(List<double> audio, int key, double ms, double low, double high, double lowOff, double highOff, Random random)
    {
        var (lowPhase, highPhase) = (2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble());
        var (lowHertz, highHertz) = (Lows[key / 4] * (1 + (lowOff / 100)), Highs[key % 4] * (1 + (highOff / 100)));
        var (lowPeak, highPeak) = (Zero * Math.Pow(10, low / 20), Zero * Math.Pow(10, high / 20));
        for (var i = 0; i < ms * 8; i++)
        {
            audio.Add((lowPeak * Math.Sin(lowPhase + (2 * Math.PI * lowHertz * i / 8000))) + (highPeak * Math.Sin(highPhase + (2 * Math.PI * highHertz * i / 8000))));
        }
    }

    private static void Silence(List<double> audio, double ms) => audio.AddRange(new double[(int)(ms * 8)]);

    /// <param name="audio">To which it is added.</param>
    /// <param name="peak">Of the sine that has its power.</param>
    /// <param name="random">Its source.</param>
    private static void AddNoise(List<double> audio, double peak, Random random)
    {
        for (var i = 0; i < audio.Count; i++)
        {
            // The sum of twelve is near enough to a Gaussian of variance one.
            var noise = -6.0;
            for (var j = 0; j < 12; j++) noise += random.NextDouble();
            audio[i] += noise * peak / Math.Sqrt(2);
        }
    }

    private static string Hear(List<double> audio)
    {
        var detector = new ToneDetector();
        var step = new short[80];
        var keys = "";
        for (var at = 0; at < audio.Count + 400; at += step.Length)
        {
            for (var i = 0; i < step.Length; i++)
            {
                var sample = at + i < audio.Count ? audio[at + i] : 0;
                step[i] = G711.FromMuLaw(G711.ToMuLaw((short)Math.Clamp(sample, short.MinValue, short.MaxValue)));
            }

            if (detector.Take(step) is not '\0' and var key) keys += key;
        }

        return keys;
    }
}
