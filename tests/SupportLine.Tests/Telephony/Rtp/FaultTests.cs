using SupportLine.Telephony.Calls;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>
/// A bad line, over real sockets. What exactly is heard of each fault is told on a clock of its own in <see cref="EarTests"/> and
/// <see cref="JitterBufferTests"/>; here all of it comes together.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Speech_through_a_line_that_loses_repeats_and_wavers_is_recorded_at_its_full_length()
    {
        const int Packets = 200;
        var phone = _rig.Connect();
        using var relay = new LossyRelay(phone.Session.Local.Port) { Loss = 0.05, Repeats = 0.2, Jitter = TimeSpan.FromMilliseconds(60) };
        phone.Offer(Media, relay.Port);
        phone.Through = relay.Port;
        var recording = phone.Session.RecordAsync(new RecordingRequest(Path.Combine(_rig.Folder, "said.wav"), TimeSpan.FromSeconds(4), ""), default);

        var said = MediaRig.ToneCodes(600, 160 * Packets);
        using var paced = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < Packets && !recording.IsCompleted; i++)
        {
            phone.Talk(said[(160 * i)..(160 * (i + 1))]);
            await paced.WaitForNextTickAsync();
        }

        var result = await recording.WaitAsync(Phone.Patience);
        var samples = Wav.Samples(await File.ReadAllBytesAsync(result.Path));
        Assert.Equal(32000, samples.Length);
        var levels = samples.Chunk(400).Select(stretch => Sine.Amplitude(stretch, 600, 8000)).Order().ToList();
        Assert.InRange(levels[levels.Count / 2], 8500, 10500);
        var quality = phone.Session.Quality;
        Assert.True(quality is { PacketsReceived: > Packets / 2, JitterMs: > 2, Mos: < 4.38 }, $"{quality}");
    }

    [Fact]
    public async Task Keys_through_the_same_line_come_once_each_and_in_order()
    {
        const string Keys = "1123580#0*";
        var phone = _rig.Connect();
        using var relay = new LossyRelay(phone.Session.Local.Port) { Loss = 0.1, Repeats = 0.2 };
        phone.Offer(Media, relay.Port);
        phone.Through = relay.Port;
        var asking = phone.Session.CollectAsync(
            new Collection { Question = "test", Prompt = Utterance.Nothing, MaxDigits = Keys.Length, FirstKey = Phone.Patience, NextKey = Phone.Patience }, default);

        foreach (var key in Keys)
        {
            phone.Press(key);
        }

        Assert.Equal(Keys, (await asking.WaitAsync(Phone.Patience)).Digits);
    }

    [Fact]
    public async Task After_a_line_has_stood_still_keys_and_speech_go_on()
    {
        var phone = _rig.Connect();
        using var relay = new LossyRelay(phone.Session.Local.Port);
        phone.Offer(Media, relay.Port);
        phone.Through = relay.Port;
        var asking = phone.Session.CollectAsync(
            new Collection { Question = "test", Prompt = Utterance.Nothing, MaxDigits = 3, FirstKey = Phone.Patience, NextKey = Phone.Patience }, default);

        phone.Press('1');
        relay.Stands = true;
        phone.Press('2');
        for (var i = 0; i < 100; i++)
        {
            phone.Talk(MediaRig.ToneCodes(600, 160));
        }

        relay.Stands = false;
        phone.Press('3');

        Assert.Equal("123", (await asking.WaitAsync(Phone.Patience)).Digits);
    }

    [Fact]
    public async Task A_flood_on_one_calls_port_takes_nothing_from_another_call()
    {
        const int Listened = 100;
        var (flooded, other) = (_rig.Connect(), _rig.Connect());
        using var stranger = new Stranger(flooded.Session.Local.Port);
        flooded.Press('1');
        await flooded.HeardByAsync();
        var playing = other.Session.PlayAsync(MediaRig.Say(5), default);
        using var enough = new CancellationTokenSource();
        var flooding = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                stranger.Flood(new byte[160], 0, 100);
            }
        });

        var heard = await other.HearAsync(Listened);
        await enough.CancelAsync();
        await flooding;

        Assert.False(playing.IsCompleted);
        Assert.All(Enumerable.Range(1, Listened - 1), i => Assert.Equal((ushort)(heard[i - 1].Sequence + 1), heard[i].Sequence));
        var tone = MediaRig.Samples(heard.Skip(5));
        Assert.InRange(Sine.Amplitude(tone, 1000, 8000), 9000, 11000);
        Assert.Equal(7, flooded.Session.Quality.PacketsReceived);
    }

    private const string Media = "RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";
}
