using System.Diagnostics;
using System.Security.Cryptography;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class RecordingTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_the_caller_says_is_in_the_file_to_the_sample()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request(), default);
        await MediaRig.SettleAsync(phone);
        await TalkAsync(phone, 600, 60);

        phone.Press('#');
        var result = await recording.WaitAsync(Phone.Patience);

        Assert.Equal('#', result.Key);
        Assert.True(result.HeardSpeech);
        Assert.Null(result.Failure);
        var samples = Wav.Samples(await File.ReadAllBytesAsync(result.Path));
        Assert.Equal(result.Duration.TotalSeconds, samples.Length / 8000.0, 0.001);
        var said = MediaRig.ToneCodes(600, 8000).Select(G711.FromMuLaw).ToArray();
        Assert.True(samples.AsSpan().IndexOf(said.AsSpan(4000, 2000)) >= 0, "the middle of what was said is not in the recording");
    }

    [Fact]
    public async Task Another_key_does_not_end_it()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request() with { Longest = TimeSpan.FromSeconds(0.6) }, default);
        await MediaRig.SettleAsync(phone);

        phone.Press('5');

        var result = await recording.WaitAsync(Phone.Patience);
        Assert.Null(result.Key);
        Assert.Equal(0.6, result.Duration.TotalSeconds, 0.02);
    }

    [Fact]
    public async Task It_ends_after_silence_and_not_before_the_caller_has_finished()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request() with { Silence = TimeSpan.FromSeconds(0.6) }, default);
        await MediaRig.SettleAsync(phone);
        await TalkAsync(phone, 600, 40);

        var result = await recording.WaitAsync(Phone.Patience);

        Assert.Null(result.Key);
        Assert.InRange(result.Duration.TotalSeconds, 1.3, 3);
    }

    [Fact]
    public async Task Silence_is_no_speech()
    {
        var phone = _rig.Connect();

        var result = await phone.Session.RecordAsync(Request() with { Silence = TimeSpan.FromSeconds(0.3) }, default).WaitAsync(Phone.Patience);

        Assert.False(result.HeardSpeech);
    }

    [Fact]
    public async Task At_any_moment_it_is_playable_as_far_as_it_was_heard()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request(), default);
        await MediaRig.SettleAsync(phone);
        var copy = Path.Combine(_rig.Folder, "copy.wav");
        var lengths = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            await TalkAsync(phone, 600, 10);

            CopyInOrder(Path.Combine(_rig.Folder, "said.wav"), copy);
            if (new FileInfo(copy).Length > 44)
            {
                lengths.Add(Sound.Load("copy", copy).Duration.TotalSeconds);
            }
        }

        phone.Press('#');
        await recording.WaitAsync(Phone.Patience);
        Assert.Equal(lengths.Order(), lengths);
        Assert.True(lengths[^1] >= 1.25, $"only {lengths[^1]} s of 2 had reached the file");
    }

    /// <summary>As a process killed now would leave it: the header, and then the samples, which meanwhile may have become more.</summary>
    private static void CopyInOrder(string path, string copy)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var header = new byte[44];
        file.ReadExactly(header);
        using var rest = new MemoryStream();
        file.CopyTo(rest);
        File.WriteAllBytes(copy, [.. header, .. rest.ToArray()]);
    }

    [Fact]
    public async Task The_caller_hanging_up_leaves_what_was_said_on_the_disk_before_anybody_is_told()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request(), default);
        await MediaRig.SettleAsync(phone);
        await TalkAsync(phone, 600, 30);

        phone.Session.End(new CallEnd(CallEndKind.RemoteHungUp));
        await Assert.ThrowsAsync<CallEndedException>(() => recording.WaitAsync(Phone.Patience));

        Assert.InRange(Sound.Load("said", Path.Combine(_rig.Folder, "said.wav")).Duration.TotalSeconds, 0.5, 3);
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_ends_the_recording_and_not_the_call()
    {
        var phone = _rig.Connect();

        var result = await phone.Session.RecordAsync(Request() with { Path = Path.Combine(_rig.Folder, "none", "said.wav") }, default).WaitAsync(Phone.Patience);

        Assert.Contains("none", result.Failure, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, result.Duration);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
    }

    [SkippableFact]
    public async Task A_full_disk_ends_the_recording_and_not_the_call()
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full on this system");
        var phone = _rig.Connect();
        var path = Path.Combine(_rig.Folder, "full.wav");
        File.CreateSymbolicLink(path, "/dev/full");

        var result = await phone.Session.RecordAsync(Request() with { Path = path }, default).WaitAsync(Phone.Patience);

        Assert.NotNull(result.Failure);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
    }

    [SkippableFact]
    public async Task A_disk_that_fills_up_keeps_what_came_before()
    {
        Skip.IfNot(Environment.UserName == "root" && OperatingSystem.IsLinux(), "only root can make a disk of 64 kB");
        var small = Directory.CreateDirectory(Path.Combine(_rig.Folder, "small")).FullName;
        var mount = Process.Start("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]);
        await mount.WaitForExitAsync();
        Skip.If(mount.ExitCode != 0, "no disk of 64 kB can be mounted here");
        try
        {
            var phone = _rig.Connect();
            var recording = phone.Session.RecordAsync(Request() with { Path = Path.Combine(small, "said.wav") }, default);
            await MediaRig.SettleAsync(phone);

            // 64 kB are 4 s; what is said goes on until the recording has noticed.
            for (var i = 0; i < 600 && !recording.IsCompleted; i++)
            {
                await phone.HearAsync();
                phone.Talk(MediaRig.ToneCodes(600, 160));
            }

            var result = await recording.WaitAsync(Phone.Patience);
            Assert.NotNull(result.Failure);
            Assert.InRange(result.Duration.TotalSeconds, 3, 4.1);
            Assert.Equal(result.Duration.TotalSeconds, Sound.Load("said", result.Path).Duration.TotalSeconds, 0.001);
        }
        finally
        {
            await Process.Start("umount", [small]).WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_recording_that_came_to_its_end_has_its_checksum_beside_it()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request() with { Longest = TimeSpan.FromSeconds(0.3) }, default);
        var result = await recording.WaitAsync(Phone.Patience);

        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(result.Path)));
        Assert.Equal($"{hash}  said.wav\n", await File.ReadAllTextAsync(result.Path + ".sha256"));
    }

    [Fact]
    public async Task Shortly_before_the_longest_the_caller_is_warned_and_the_warning_is_not_recorded()
    {
        var phone = _rig.Connect();
        var request = Request() with { Longest = TimeSpan.FromSeconds(0.8), Warning = MediaRig.Say(0.1, 900), WarnBefore = TimeSpan.FromSeconds(0.5) };
        var recording = phone.Session.RecordAsync(request, default);

        var result = await recording.WaitAsync(Phone.Patience);

        var heard = await phone.HeardSoFarAsync();
        var warned = heard.FindIndex(packet => packet.Payload.Any(code => code != G711.MuLawSilence));
        Assert.InRange(warned, 10, 25);
        Assert.InRange(Sine.Amplitude(MediaRig.Samples(heard.GetRange(warned, 5)), 900, 8000), 9000, 11000);
        Assert.All(Wav.Samples(await File.ReadAllBytesAsync(result.Path)), sample => Assert.InRange(sample, -50, 50));
    }

    [Fact]
    public async Task Lost_packets_leave_the_rest_where_it_belongs_in_time()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request(), default);
        await MediaRig.SettleAsync(phone);
        await TalkAsync(phone, 500, 60, lose: i => i % 10 == 5);

        phone.Press('#');
        var result = await recording.WaitAsync(Phone.Patience);

        Assert.InRange(result.Duration.TotalSeconds, 1.15, 3);
        var samples = Wav.Samples(await File.ReadAllBytesAsync(result.Path));
        Assert.InRange(Usual(samples.AsSpan(1600, 6400), 500), 8500, 10500);
        Assert.Equal(6, phone.Session.Quality.PacketsLost);
    }

    [Fact]
    public async Task A_phone_that_sends_nothing_or_comfort_noise_while_its_owner_is_silent_keeps_its_place_in_time()
    {
        const byte ComfortNoise = 13;
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(Request(), default);
        await MediaRig.SettleAsync(phone);
        await TalkAsync(phone, 600, 50);
        for (var i = 0; i < 50; i++)
        {
            // Now and then a description of the silence (RFC 3389), and nothing else.
            await phone.HearAsync();
            if (i % 20 == 0) phone.SendAt(ComfortNoise, phone.Sequence++, phone.Timestamp, [60]);
            phone.Timestamp += 160;
        }

        await TalkAsync(phone, 600, 50);
        phone.Press('#');

        var samples = Wav.Samples(await File.ReadAllBytesAsync((await recording.WaitAsync(Phone.Patience)).Path));
        var loud = samples.Chunk(400).Select(stretch => Sine.Rms(stretch) > 3000).ToList();
        Assert.InRange(loud.Count(isLoud => isLoud), 32, 44);
        var (first, last) = (loud.IndexOf(true), loud.LastIndexOf(true));
        Assert.InRange(loud[first..last].Count(isLoud => !isLoud), 15, 24);
    }

    [Fact]
    public async Task A_wideband_caller_is_recorded_at_8_kHz()
    {
        var phone = _rig.Connect("RTP/AVP 9 101\r\na=rtpmap:101 telephone-event/8000\r\n");
        var recording = phone.Session.RecordAsync(Request(), default);
        await MediaRig.SettleAsync(phone);
        var codes = new byte[160 * 60];
        new G722Encoder().Encode(Sine.Of(700, 16000, 1.2), codes);
        for (var i = 0; i < 60; i++)
        {
            phone.Talk(codes[(160 * i)..(160 * (i + 1))], type: 9);
            await phone.HearAsync();
        }

        phone.Press('#');
        var result = await recording.WaitAsync(Phone.Patience);

        var samples = Wav.Samples(await File.ReadAllBytesAsync(result.Path));
        Assert.InRange(Usual(samples.AsSpan(1600, 4800), 700), 9000, 11000);
    }

    /// <summary>Amplitude of a tone in the middle one of many stretches of 50 ms: a busy machine may tear a few of them.</summary>
    private static double Usual(ReadOnlySpan<short> samples, double hertz) => samples.ToArray()
        .Chunk(400)
        .Select(stretch => Sine.Amplitude(stretch, hertz, 8000))
        .Order()
        .ElementAt(samples.Length / 800);

    /// <summary>Talks in the pace of what is heard: a packet for each that comes.</summary>
    private static async Task TalkAsync(Phone phone, double hertz, int packets, Func<int, bool>? lose = null)
    {
        var said = MediaRig.ToneCodes(hertz, 160 * packets);
        for (var i = 0; i < packets; i++)
        {
            await phone.HearAsync();
            if (lose?.Invoke(i) == true)
            {
                phone.Sequence++;
                phone.Timestamp += 160;
            }
            else
            {
                phone.Talk(said[(160 * i)..(160 * (i + 1))]);
            }
        }
    }

    private RecordingRequest Request() => new(Path.Combine(_rig.Folder, "said.wav"), TimeSpan.FromSeconds(20), "#");
}
