using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class SpeakingTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Sounds_follow_each_other_without_a_gap_and_the_last_packet_is_filled_up()
    {
        var phone = _rig.Connect();

        // 65 ms, 33 ms and 51 ms: 149 ms, seven packets and a half.
        var utterance = new Utterance([MediaRig.Tone(400, 0.065), MediaRig.Tone(900, 0.033), MediaRig.Tone(1300, 0.051)]);
        await phone.Session.PlayAsync(utterance, default).WaitAsync(Phone.Patience);

        var heard = await phone.HearAsync(8);
        var spoken = utterance.Sounds.SelectMany(sound => sound.Encoded(Codec.Pcmu)).ToArray();
        Assert.Equal([.. spoken, .. Enumerable.Repeat(G711.MuLawSilence, (8 * 160) - spoken.Length)], heard.SelectMany(packet => packet.Payload));
    }

    [Fact]
    public async Task Packets_count_up_evenly_and_the_first_of_a_spurt_is_marked()
    {
        var phone = _rig.Connect();

        await phone.Session.PlayAsync(MediaRig.Say(0.4), default).WaitAsync(Phone.Patience);

        var heard = await phone.HearAsync(20);
        Assert.All(heard.Zip(heard.Skip(1)), pair =>
        {
            Assert.Equal((ushort)(pair.First.Sequence + 1), pair.Second.Sequence);
            Assert.Equal(pair.First.Timestamp + 160, pair.Second.Timestamp);
            Assert.Equal(pair.First.Ssrc, pair.Second.Ssrc);
        });
        Assert.Equal([true, .. Enumerable.Repeat(false, 19)], heard.Select(packet => packet.Marker));
        Assert.All(heard, packet => Assert.Equal(0, packet.Type));
    }

    [Fact]
    public async Task Speech_takes_as_long_as_it_lasts()
    {
        var phone = _rig.Connect();
        var started = TimeProvider.System.GetTimestamp();

        await phone.Session.PlayAsync(MediaRig.Say(1), default).WaitAsync(Phone.Patience);

        // The last of 50 packets leaves 49 ticks after the first; a busy machine may be late but not early.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.97, 5);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    public async Task Packets_are_as_long_as_was_agreed(int ms)
    {
        var phone = _rig.Connect($"RTP/AVP 8\r\na=ptime:{ms}\r\n");
        var utterance = MediaRig.Say(0.36);

        await phone.Session.PlayAsync(utterance, default).WaitAsync(Phone.Patience);

        var heard = await phone.HearAsync(360 / ms);
        Assert.All(heard, packet => Assert.Equal(8 * ms, packet.Payload.Length));
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.Equal(pair.First.Timestamp + (uint)(8 * ms), pair.Second.Timestamp));
        Assert.Equal(utterance.Sounds[0].Encoded(Codec.Pcma), heard.SelectMany(packet => packet.Payload));
    }

    [Fact]
    public async Task Nothing_to_say_is_said_at_once()
    {
        var phone = _rig.Connect();

        await phone.Session.PlayAsync(Utterance.Nothing, default).WaitAsync(Phone.Patience);

        // But for the one packet that opens a NAT's way.
        Assert.InRange((await phone.HeardSoFarAsync()).Count, 0, 1);
    }

    [Fact]
    public async Task Music_goes_round_until_it_is_cancelled_and_stops_within_a_packet()
    {
        var phone = _rig.Connect();
        using var enough = new CancellationTokenSource();
        var music = MediaRig.Say(0.05);
        var looping = phone.Session.LoopAsync(music, enough.Token);

        var heard = await phone.HearAsync(10);
        var once = music.Sounds[0].Encoded(Codec.Pcmu);
        Assert.Equal(Enumerable.Repeat(once, 4).SelectMany(codes => codes), heard.SelectMany(packet => packet.Payload));

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looping.WaitAsync(Phone.Patience));
        await phone.HeardSoFarAsync();
        await phone.Session.PlayAsync(MediaRig.Say(0.02, 500), default).WaitAsync(Phone.Patience);
        Assert.Equal(MediaRig.Tone(500, 0.02).Encoded(Codec.Pcmu), (await phone.HearAsync()).Payload);
    }

    [Fact]
    public async Task Music_of_no_length_does_not_spin()
    {
        var phone = _rig.Connect();

        await phone.Session.LoopAsync(new Utterance([Sound.FromPcm("nothing", [])]), default).WaitAsync(Phone.Patience);
    }

    [Fact]
    public async Task A_wideband_phone_hears_the_tone_whatever_its_decoder_heard_before()
    {
        var phone = _rig.Connect("RTP/AVP 9 101\r\na=rtpmap:101 telephone-event/8000\r\n");
        var decoder = new G722Decoder();

        // A loud past in the decoder, so that its state is far from a fresh encoder's.
        var past = new byte[1600];
        new G722Encoder().Encode(Sine.Of(3000, 16000, 0.2, 20000), past);
        decoder.Decode(past, new short[3200]);

        await phone.Session.PlayAsync(new Utterance([MediaRig.Tone(5000, 0.3), MediaRig.Tone(5000, 0.3)]), default).WaitAsync(Phone.Patience);

        // 60 ms of silence for the decoder to settle, then 600 ms of tone.
        var heard = await phone.HearAsync(33);
        Assert.All(heard, packet => Assert.Equal((9, 160), (packet.Type, packet.Payload.Length)));
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.Equal(pair.First.Timestamp + 160, pair.Second.Timestamp));
        var samples = new short[33 * 320];
        decoder.Decode(heard.SelectMany(packet => packet.Payload).ToArray(), samples);
        Assert.InRange(Sine.Amplitude(samples.AsSpan(960, 4800), 5000, 16000), 9000, 11000);
    }

    [Fact]
    public async Task A_change_of_codec_in_the_middle_goes_on_at_the_same_moment()
    {
        var phone = _rig.Connect();
        var utterance = new Utterance([MediaRig.Tone(500, 0.5), MediaRig.Tone(1500, 1.5)]);
        var playing = phone.Session.PlayAsync(utterance, default);
        await phone.HearAsync(10);

        phone.Offer("RTP/AVP 8\r\n");
        await playing.WaitAsync(Phone.Patience);

        var heard = await phone.HearAsync(85);
        var lawful = heard.Where(packet => packet.Type == 8).SelectMany(packet => packet.Payload).Select(G711.FromALaw).ToArray();

        // How late the offer came is the machine's affair; the last fifth of a second is by the new codec in any case.
        Assert.InRange(lawful.Length, 8 * 200, 8 * 1850);
        Assert.InRange(Sine.Amplitude(lawful.AsSpan(lawful.Length - (8 * 200)), 1500, 8000), 9000, 11000);
    }
}
