using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Rtp;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>The receive path on a clock of its own, so that what is heard is the same every time.</summary>
public sealed class EarTests
{
    private const int Packet = 160;

    [Theory]
    [InlineData("PCMU", 10)]
    [InlineData("PCMA", 10)]
    [InlineData("G722", 10)]
    [InlineData("PCMU", 20)]
    [InlineData("G722", 20)]
    public void A_tone_goes_on_through_lost_packets_near_its_full_strength(string spoken, int oneIn)
    {
        var codec = Enum.Parse<Codec>(spoken, ignoreCase: true);
        var heard = Hear(codec, 500, 100, i => i % oneIn == 5 ? null : 0);

        var rate = codec.Rate();
        Assert.InRange(Sine.Amplitude(heard.AsSpan(rate / 2, rate), 500, rate), 8500, 10500);
        Assert.All(heard.AsSpan(rate / 2, rate).ToArray().Chunk(rate / 50), step => Assert.InRange(Sine.Rms(step), 3500, 9000));
    }

    /// <summary>Steps of 10 ms that are as loud as speech: without concealment, one in a hundred, twenty or ten would be silent.</summary>
    [Theory]
    [InlineData(0.01, 0.999)]
    [InlineData(0.05, 0.99)]
    [InlineData(0.10, 0.975)]
    public void Of_random_loss_little_is_silence(double loss, double loud)
    {
        var random = new Random(3550);
        var heard = Hear(Codec.Pcmu, 500, 3000, _ => random.NextDouble() < loss ? null : 0);

        var steps = heard.AsSpan(8000).ToArray().Chunk(80).ToList();
        Assert.True(steps.Count(step => Sine.Rms(step) > 3500) >= loud * steps.Count, $"{steps.Count(step => Sine.Rms(step) > 3500)} of {steps.Count}");
    }

    [Fact]
    public void Packets_out_of_order_are_heard_in_order()
    {
        // Every fourth packet comes 25 ms late, after the one behind it.
        var heard = Hear(Codec.Pcmu, 500, 100, i => i % 4 == 3 ? 200 : 0);

        Assert.InRange(Sine.Amplitude(heard.AsSpan(4000, 8000), 500, 8000), 9800, 10200);
    }

    [Fact]
    public void A_line_that_wavers_by_60_ms_is_waited_for()
    {
        var random = new Random(7);
        var heard = Hear(Codec.Pcmu, 500, 400, _ => random.Next(0, 480));

        // What it takes to learn how unsteady the line is may tear; then it is whole.
        Assert.InRange(Usual(heard.AsSpan(24000, 32000)), 9800, 10200);
        Assert.InRange(heard.AsSpan(24000, 32000).ToArray().Chunk(400).Count(step => Sine.Amplitude(step, 500, 8000) > 9000), 76, 80);
    }

    private static double Usual(ReadOnlySpan<short> samples) =>
        samples.ToArray().Chunk(400).Select(step => Sine.Amplitude(step, 500, 8000)).Order().ElementAt(samples.Length / 800);

    /// <param name="codec">As which it is spoken.</param>
    /// <param name="hertz">The tone.</param>
    /// <param name="packets">Of 20 ms.</param>
    /// <param name="late">How late each comes, in units of 1/8000 s; null never.</param>
    private static short[] Hear(Codec codec, double hertz, int packets, Func<int, int?> late)
    {
        var voice = new Voice(codec, hertz);
        var ear = new Ear(codec);
        var coming = Enumerable.Range(0, packets)
            .Select(i => (At: (i * Packet) + late(i), Timestamp: (uint)(i * Packet), Payload: voice.Next(Packet)))
            .Where(packet => packet.At is not null)
            .OrderBy(packet => packet.At)
            .ToList();
        var heard = new List<short>();
        var next = 0;
        for (var now = 0; now < packets * Packet; now += Packet / 2)
        {
            for (; next < coming.Count && coming[next].At <= now; next++)
            {
                ear.Take(coming[next].Timestamp, coming[next].Payload, codec, now);
            }

            ear.Listen(now);
            heard.AddRange(ear.Heard);
        }

        return [.. heard];
    }
}
