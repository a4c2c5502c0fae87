using SupportLine.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Audio;

public sealed class HalfBandTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(3300)]
    public void The_voice_passes_both_ways_in_pieces(double hertz)
    {
        var narrow = Halve(Sine.Of(hertz, 16000, 0.5));
        var wide = Double(Sine.Of(hertz, 8000, 0.5));

        Assert.InRange(Sine.Amplitude(narrow, hertz, 8000), 9700, 10300);
        Assert.InRange(Sine.Amplitude(wide, hertz, 16000), 9700, 10300);
    }

    [Theory]
    [InlineData(4700)]
    [InlineData(6000)]
    [InlineData(7900)]
    public void What_8_kHz_cannot_carry_does_not_fold_back(double hertz) =>
        Assert.InRange(Sine.Rms(Halve(Sine.Of(hertz, 16000, 0.5))), 0, 45);

    [Fact]
    public void Nothing_is_added_above_what_was_there() =>
        Assert.InRange(Sine.Amplitude(Double(Sine.Of(1000, 8000, 0.5)), 7000, 16000), 0, 40);

    private static short[] Halve(short[] wide)
    {
        var halver = new Halver();
        var narrow = new short[wide.Length / 2];
        for (var i = 0; i < wide.Length; i += 160)
        {
            halver.Convert(wide.AsSpan(i, 160), narrow.AsSpan(i / 2));
        }

        return narrow;
    }

    private static short[] Double(short[] narrow)
    {
        var doubler = new Doubler();
        var wide = new short[narrow.Length * 2];
        for (var i = 0; i < narrow.Length; i += 80)
        {
            doubler.Convert(narrow.AsSpan(i, 80), wide.AsSpan(2 * i));
        }

        return wide;
    }
}
