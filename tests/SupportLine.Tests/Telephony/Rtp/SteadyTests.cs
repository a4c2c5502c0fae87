using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>What goes on all the time makes no garbage on the media thread.</summary>
public sealed class SteadyTests : IDisposable
{
    /// <summary>Before what is measured: for what is made once to be made.</summary>
    private const int Warm = 100;

    private const int Measured = 150;

    /// <summary>What it may cost to ask, octets; a packet that allocated would be 24 and more, 150 times.</summary>
    private const int Asking = 100;

    /// <summary>What is made once may be made late, and by chance on this thread; what goes on costs something in every stretch.</summary>
    private const int Stretches = 3;

    /// <summary>Of so many packets one is lost on its way.</summary>
    private const int Hole = 20;

    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_prompt_heard_by_who_talks_allocates_nothing()
    {
        var phone = _rig.Connect();
        var playing = phone.Session.PlayAsync(MediaRig.Say(20), default);

        Assert.InRange(await AllocatedAsync(phone), -Asking, Asking);
        Assert.False(playing.IsCompleted);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0", "8")]
    [InlineData("9", "0")]
    public async Task A_talk_passed_or_mixed_allocates_nothing(string annas, string belas)
    {
        const string keys = " 101\r\na=rtpmap:101 telephone-event/8000\r\n";
        var (anna, bela) = (_rig.Connect($"RTP/AVP {annas}{keys}"), _rig.Connect($"RTP/AVP {belas}{keys}"));
        await using var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);

        Assert.InRange(await AllocatedAsync(anna, bela), -Asking, Asking);
    }

    [Theory]
    [InlineData("0", "9")]
    [InlineData("9", "9")]
    public async Task Nor_does_a_hole_that_is_filled(string annas, string belas)
    {
        var (anna, bela) = (_rig.Connect($"RTP/AVP {annas}\r\n"), _rig.Connect($"RTP/AVP {belas}\r\n"));
        await using var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);

        Assert.InRange(await AllocatedAsync(Hole, anna, bela), -Asking, Asking);
    }

    [Fact]
    public async Task A_recording_reuses_what_it_writes_from()
    {
        var phone = _rig.Connect();
        var recording = phone.Session.RecordAsync(
            new RecordingRequest(Path.Combine(_rig.Folder, "said.wav"), TimeSpan.FromSeconds(30), "#"), default);

        // Three seconds are twelve chunks of 4,000 octets: a disk that falls behind may have one or two made anew.
        Assert.InRange(await AllocatedAsync(phone), 0, 3 * 4100);
        Assert.False(recording.IsCompleted);
    }

    /// <summary>Octets allocated on the media thread while all talk, in the pace of what they hear: in the stretch that took the least.</summary>
    private static Task<long> AllocatedAsync(params Phone[] phones) => AllocatedAsync(int.MaxValue, phones);

    private static async Task<long> AllocatedAsync(int hole, params Phone[] phones)
    {
        await TalkAsync(phones, Warm, hole);
        var least = long.MaxValue;
        for (var stretch = 0; stretch < Stretches && least > Asking; stretch++)
        {
            var before = await OnThreadAsync(phones[0]);
            await TalkAsync(phones, Measured, hole);
            least = Math.Min(least, await OnThreadAsync(phones[0]) - before);
        }

        return least;
    }

    private static Task TalkAsync(Phone[] phones, int packets, int hole) => Task.WhenAll(phones.Select(async phone =>
    {
        var voice = new Voice(phone.Session.Codec, 700);
        for (var i = 0; i < packets; i++)
        {
            await phone.HearAsync();
            var said = voice.Next(160);
            if (i % hole == hole - 1)
            {
                phone.Sequence++;
                phone.Timestamp += 160;
            }
            else
            {
                phone.Talk(said, (byte)voice.Codec);
            }
        }
    }));

    private static async Task<long> OnThreadAsync(Phone phone)
    {
        var allocated = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        phone.Session.Post(() => allocated.SetResult(GC.GetAllocatedBytesForCurrentThread()));
        return await allocated.Task.WaitAsync(Phone.Patience);
    }
}
