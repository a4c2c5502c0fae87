using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Where there is no Linux, the library's sockets give the same audio.</summary>
public sealed class PortableTests
{
    [Fact]
    public async Task What_is_said_is_the_same_to_the_octet()
    {
        var native = await SaidAsync(native: OperatingSystem.IsLinux());

        Assert.Equal(native, await SaidAsync(native: false));
        Assert.Contains(native, code => code != 0xFF);
    }

    [Fact]
    public async Task Speech_keys_and_strangers_are_taken_as_everywhere()
    {
        using var rig = new MediaRig(native: false);
        var phone = rig.Connect();
        using var stranger = new Stranger(phone.Session.Local.Port);
        var recording = phone.Session.RecordAsync(new RecordingRequest(Path.Combine(rig.Folder, "said.wav"), TimeSpan.FromSeconds(20), "#"), default);
        var voice = new Voice(phone.Session.Codec, 600);
        for (var i = 0; i < 50; i++)
        {
            await phone.HearAsync();
            phone.Talk(voice.Next(160));
            stranger.Flood(new byte[160], 0, 2);
        }

        phone.Press('#');
        var result = await recording.WaitAsync(Phone.Patience);

        Assert.Equal(('#', true), (result.Key, result.HeardSpeech));
        Assert.Equal(50 + 7, phone.Session.Quality.PacketsReceived);
        Assert.Equal(0, stranger.Heard);
    }

    [Fact]
    public async Task A_far_end_that_is_gone_raises_nothing()
    {
        using var rig = new MediaRig(native: false);
        var phone = rig.Connect();
        var playing = phone.Session.PlayAsync(MediaRig.Say(0.5), default);
        await phone.HearAsync(3);
        phone.Dispose();

        await playing.WaitAsync(Phone.Patience);
        Assert.False(phone.Session.IsOver);
    }

    private static async Task<byte[]> SaidAsync(bool native)
    {
        using var rig = new MediaRig(native: native);
        var phone = rig.Connect();
        await phone.Session.PlayAsync(MediaRig.Say(0.5, 700), default).WaitAsync(Phone.Patience);
        return [.. (await phone.HearAsync(25)).SelectMany(packet => packet.Payload)];
    }
}
