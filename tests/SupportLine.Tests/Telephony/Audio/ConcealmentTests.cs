using SupportLine.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Audio;

public sealed class ConcealmentTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    public void A_lost_packet_of_a_vowel_is_hardly_missed(int rate)
    {
        var heard = Run(Vowel(rate, 1), rate, step => step % 20 is 10 or 11);

        var (signal, error) = (0.0, 0.0);
        var vowel = Vowel(rate, 1);
        for (var i = rate / 5; i < rate; i++)
        {
            signal += Math.Pow(vowel[i], 2);
            error += Math.Pow(vowel[i] - heard[i], 2);
        }

        // Silence in every tenth 20 ms would leave 10 dB.
        Assert.True(10 * Math.Log10(signal / error) > 18, $"only {10 * Math.Log10(signal / error):0.0} dB");
    }

    [Fact]
    public void A_line_that_stays_dead_is_silent_after_60_ms()
    {
        var heard = Run(Vowel(8000, 1), 8000, step => step >= 50);

        Assert.True(heard[4000..4400].Max() > 3000);
        Assert.All(heard[4480..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Joins_make_no_click()
    {
        var tone = Sine.Of(500, 8000, 1);
        var heard = Run(tone, 8000, step => step is >= 30 and < 34);

        // No step between neighbours is larger than the tone's own largest.
        var largest = tone.Zip(tone.Skip(1), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(heard.Zip(heard.Skip(1), (a, b) => Math.Abs(a - b)).Max(), 0, largest * 1.5);
    }

    [Fact]
    public void Silence_is_continued_by_silence()
    {
        var concealment = new Concealment(8000);
        concealment.Join(new short[80]);
        var step = Enumerable.Repeat((short)77, 80).ToArray();

        concealment.Fill(step);

        Assert.All(step, sample => Assert.Equal(0, sample));
        Assert.True(concealment.IsQuiet);
    }

    /// <summary>150 Hz and its overtones.</summary>
    private static short[] Vowel(int rate, double seconds) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (short)Enumerable.Range(1, 8).Sum(k => 4000.0 / k * Math.Sin(2 * Math.PI * 150 * k * i / rate)))];

    private static short[] Run(short[] samples, int rate, Func<int, bool> isLost)
    {
        var concealment = new Concealment(rate);
        var step = rate / 100;
        var heard = new List<short>();
        for (var i = 0; i < samples.Length / step; i++)
        {
            var piece = samples[(i * step)..((i + 1) * step)];
            if (isLost(i))
            {
                concealment.Fill(piece);
            }
            else
            {
                concealment.Join(piece);
            }

            heard.AddRange(piece);
        }

        return [.. heard];
    }
}
