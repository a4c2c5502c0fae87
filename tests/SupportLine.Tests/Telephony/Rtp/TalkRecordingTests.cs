using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class TalkRecordingTests : IDisposable
{
    private readonly MediaRig _rig = new(threads: 2);
    private readonly List<ICall> _recorded = [];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    public async Task Each_side_is_in_its_own_file_and_all_are_in_the_mix(string codec)
    {
        var (anna, bela) = (_rig.Connect(), _rig.Connect($"RTP/AVP {codec}\r\n"));
        var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);
        var recording = bridge.RecordAsync(Files());
        await TalkAsync((anna, 700), (bela, 1300));
        await bridge.DisposeAsync();

        var results = await recording.WaitAsync(Phone.Patience);

        Assert.Equal(["mix.wav", "0.wav", "1.wav"], results.Select(result => Path.GetFileName(result.Path)));
        Assert.All(results, result => Assert.True(File.Exists(result.Path + ".sha256")));
        Assert.All(results, result => Assert.True(result is { HeardSpeech: true, Failure: null }));
        AssertTones(results[0].Path, [700, 1300], []);
        AssertTones(results[1].Path, [700], [1300]);
        AssertTones(results[2].Path, [1300], [700]);
        Assert.Equal(results[0].Duration, results[1].Duration);
        Assert.Equal(results[0].Duration, results[2].Duration);
    }

    [Fact]
    public async Task Who_comes_later_was_silent_until_then_and_an_announcement_is_in_the_mix_alone()
    {
        var (anna, bela, carol) = (_rig.Connect(), _rig.Connect(), _rig.Connect());
        var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);
        var recording = bridge.RecordAsync(Files());
        await TalkAsync((anna, 700), (bela, 1300));
        await bridge.PlayAsync(MediaRig.Say(0.5, 2000), default).WaitAsync(Phone.Patience);
        bridge.Add(carol.Session);
        await TalkAsync((anna, 700), (carol, 1700));
        await bridge.DisposeAsync();

        var results = await recording.WaitAsync(Phone.Patience);

        Assert.Equal(4, results.Count);
        var (mix, late) = (results[0], Samples(results[3].Path));
        Assert.Equal(mix.Duration.TotalSeconds, results[3].Duration.TotalSeconds, 0.3);
        Assert.All(late.Take(4000), sample => Assert.Equal(0, sample));
        AssertTones(mix.Path, [700, 1300, 1700, 2000], []);
        AssertTones(results[3].Path, [1700], [700, 2000]);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_fails_the_recording_and_not_the_talk()
    {
        var (anna, bela) = (_rig.Connect(), _rig.Connect());
        var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);
        var recording = bridge.RecordAsync(new TalkRecording("/dev/full", leg => Path.Combine(_rig.Folder, "no", "such", "folder.wav")));
        await TalkAsync((anna, 700), (bela, 1300));
        await bridge.DisposeAsync();

        Assert.All(await recording.WaitAsync(Phone.Patience), result => Assert.NotNull(result.Failure));
    }

    [Fact]
    public async Task A_bridge_is_recorded_once_and_one_that_has_ended_leaves_empty_files()
    {
        var bridge = _rig.Engine.OpenBridge();
        await bridge.DisposeAsync();

        var results = await bridge.RecordAsync(Files()).WaitAsync(Phone.Patience);

        Assert.Equal(TimeSpan.Zero, Assert.Single(results).Duration);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bridge.RecordAsync(Files()));
    }

    private TalkRecording Files() => new(Path.Combine(_rig.Folder, "mix.wav"), leg =>
    {
        _recorded.Add(leg);
        return Path.Combine(_rig.Folder, $"{_recorded.Count - 1}.wav");
    });

    /// <summary>Until both hear each other, and so the recorder both of them.</summary>
    private static async Task TalkAsync((Phone Phone, double Hertz) one, (Phone Phone, double Hertz) other)
    {
        var (oneHeard, otherHeard) = (new Hearer(), new Hearer());
        await Talkers.TalkAsync(
            [(one.Phone, one.Hertz, oneHeard), (other.Phone, other.Hertz, otherHeard)],
            () => Talkers.IsVoice(otherHeard.Level(one.Hertz)) && Talkers.IsVoice(oneHeard.Level(other.Hertz)));
    }

    /// <summary>Which tones are somewhere in a file, in 100 ms of it, and which nowhere.</summary>
    private static void AssertTones(string path, double[] heard, double[] unheard)
    {
        var windows = Samples(path).Chunk(800).Where(window => window.Length == 800).ToList();
        Assert.All(heard, hertz => Assert.Contains(windows, window => Talkers.IsVoice(Sine.Amplitude(window, hertz, 8000))));
        Assert.All(unheard, hertz => Assert.All(windows, window => Assert.InRange(Sine.Amplitude(window, hertz, 8000), 0, 1000)));
    }

    private static short[] Samples(string path) => Wav.Samples(File.ReadAllBytes(path));
}
