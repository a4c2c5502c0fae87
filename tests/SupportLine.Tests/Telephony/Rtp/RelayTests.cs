using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Two who speak the same hear each other's packets as they are.</summary>
public sealed class RelayTests : IDisposable
{
    private static readonly Random Octets = new(4733);

    private readonly MediaRig _rig = new(threads: 2);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Octets_arrive_unchanged_in_one_stream_and_a_lost_packet_is_a_gap_in_it(int codec)
    {
        var (anna, bela, bridge) = await PairAsync(codec);
        await using var _ = bridge;
        var said = new[] { Random(160), Random(160), Random(160) };
        anna.Talk(said[0], (byte)codec);
        anna.Talk(said[1], (byte)codec);
        anna.Sequence++;
        anna.Timestamp += 160;
        anna.Talk(said[2], (byte)codec);
        var first = await bela.HearUntilAsync(packet => packet.Payload.SequenceEqual(said[0]));
        var second = await bela.HearAsync();
        var afterLoss = await bela.HearAsync();

        Assert.Equal(said[1], second.Payload);
        Assert.Equal(said[2], afterLoss.Payload);
        Assert.Equal((ushort)(first.Sequence + 1), second.Sequence);
        Assert.Equal(first.Timestamp + 160, second.Timestamp);
        Assert.Equal((ushort)(second.Sequence + 2), afterLoss.Sequence);
        Assert.Equal(second.Timestamp + 320, afterLoss.Timestamp);
        Assert.Equal(first.Ssrc, afterLoss.Ssrc);
        Assert.NotEqual(anna.Ssrc, first.Ssrc);
    }

    [Fact]
    public async Task After_an_announcement_and_after_a_pause_the_stream_goes_on_from_where_it_stands()
    {
        var (anna, bela, bridge) = await PairAsync(0);
        await using var _ = bridge;
        var heard = new List<Heard> { await PassAsync(anna, bela, 0) };

        await bridge.PlayAsync(MediaRig.Say(0.3), default).WaitAsync(Phone.Patience);
        heard.AddRange(await bela.HeardSoFarAsync());
        heard.AddRange(await bela.HearAsync(10));
        await MediaRig.SettleAsync(anna);
        await MediaRig.SettleAsync(anna);
        anna.Talk(Random(160));
        heard.AddRange(await bela.HearAsync(20));

        // One stream: numbers without a hole, time that never goes back, from one source.
        for (var i = 1; i < heard.Count; i++)
        {
            Assert.Equal((ushort)(heard[i - 1].Sequence + 1), heard[i].Sequence);
            Assert.True((int)(heard[i].Timestamp - heard[i - 1].Timestamp) >= 160, $"{heard[i - 1].Timestamp} is followed by {heard[i].Timestamp}");
            Assert.Equal(heard[0].Ssrc, heard[i].Ssrc);
        }
    }

    [Fact]
    public async Task Who_says_nothing_leaves_the_other_silence_in_packets()
    {
        var (_, bela, bridge) = await PairAsync(0);
        await using var _ = bridge;

        var heard = await bela.HearAsync(5);

        Assert.All(heard, packet => Assert.All(packet.Payload, code => Assert.Equal(G711.MuLawSilence, code)));
    }

    [Fact]
    public async Task A_flood_is_not_passed_on()
    {
        const int Flood = 100;
        var (anna, bela, bridge) = await PairAsync(0);
        await using var _ = bridge;
        await PassAsync(anna, bela, 0);
        using var held = new ManualResetEventSlim();
        anna.Session.Post(held.Wait);
        for (var i = 0; i < Flood; i++)
        {
            anna.Talk(Random(160));
        }

        held.Set();
        await anna.HeardByAsync();

        // A few pass in each turn, and 19 are taken in it.
        var passed = (await bela.HeardSoFarAsync()).Count(packet => packet.Payload.Any(code => code != G711.MuLawSilence));
        Assert.InRange(passed, 1, Flood * 2 / 3);
    }

    [Fact]
    public async Task The_other_law_is_spelt_anew()
    {
        var (anna, bela, bridge) = await PairAsync(0);
        await using var _ = bridge;
        await PassAsync(anna, bela, 0);

        byte[] aLaw = [.. Enumerable.Range(0, 160).Select(code => (byte)code)];
        anna.Talk(aLaw, (byte)Codec.Pcma);

        byte[] expected = [.. aLaw.Select(code => G711.ToMuLaw(G711.FromALaw(code)))];
        await bela.HearUntilAsync(packet => packet.Payload.SequenceEqual(expected));
    }

    [Fact]
    public async Task On_hold_nothing_is_passed()
    {
        var (anna, bela, bridge) = await PairAsync(0);
        await using var _ = bridge;
        await PassAsync(anna, bela, 0);
        bela.Offer(Media(0) + "a=sendonly\r\n");
        await MediaRig.SettleAsync(bela);
        await MediaRig.SettleAsync(bela);
        var sent = bela.Session.Quality.PacketsSent;

        anna.Talk(Random(160));
        await MediaRig.SettleAsync(anna);
        await MediaRig.SettleAsync(anna);

        Assert.Equal(sent, bela.Session.Quality.PacketsSent);
    }

    private async Task<(Phone Anna, Phone Bela, MediaBridge Bridge)> PairAsync(int codec)
    {
        var (anna, bela) = (_rig.Connect(Media(codec)), _rig.Connect(Media(codec)));
        var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);

        // Joined once silence comes without being asked for.
        await anna.HearAsync(3);
        await bela.HearAsync(3);
        return (anna, bela, bridge);
    }

    /// <summary>With telephone-event: who has none is listened to for tones, and so decoded.</summary>
    private static string Media(int codec) => $"RTP/AVP {codec} 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    /// <summary>Anna says something that nobody ever said, and Bela hears it.</summary>
    private static Task<Heard> PassAsync(Phone anna, Phone bela, byte type)
    {
        var said = Random(160);
        anna.Talk(said, type);
        return bela.HearUntilAsync(packet => packet.Payload.SequenceEqual(said));
    }

    private static byte[] Random(int length)
    {
        var octets = new byte[length];
        Octets.NextBytes(octets);
        return octets;
    }
}
