using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class HoldTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("a=sendonly", "127.0.0.1")]
    [InlineData("a=inactive", "127.0.0.1")]
    [InlineData("a=sendrecv", "0.0.0.0")]
    public async Task Nothing_is_sent_to_who_holds_us_and_speech_runs_on_unheard(string direction, string address)
    {
        var phone = _rig.Connect();
        var telling = phone.Session.PlayAsync(MediaRig.Say(1), default);
        await phone.HearAsync(5);

        phone.Offer($"RTP/AVP 0\r\n{direction}\r\n", address: address);
        await MediaRig.SettleAsync(phone);
        await phone.HeardSoFarAsync();
        await telling.WaitAsync(Phone.Patience);

        Assert.Empty(await phone.HeardSoFarAsync());
    }

    [Fact]
    public async Task To_who_has_switched_the_audio_off_goes_nothing_and_after_it_comes_on_speech_is_heard_again()
    {
        var phone = _rig.Connect();
        var telling = phone.Session.PlayAsync(MediaRig.Say(1), default);
        await phone.HearAsync(5);

        phone.Offer("RTP/AVP 0\r\n", port: 0);
        await MediaRig.SettleAsync(phone);
        await phone.HeardSoFarAsync();
        await telling.WaitAsync(Phone.Patience);
        Assert.Empty(await phone.HeardSoFarAsync());

        phone.Offer("RTP/AVP 0\r\n");
        await MediaRig.SettleAsync(phone);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
        Assert.NotEmpty(await phone.HeardSoFarAsync());
    }

    [Fact]
    public async Task After_hold_speech_is_heard_again_where_it_was_heard_before()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0\r\n", address: "0.0.0.0");
        await MediaRig.SettleAsync(phone);
        phone.Offer("RTP/AVP 0\r\na=sendrecv\r\n");

        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);

        Assert.True((await phone.HearAsync()).Marker);
    }

    [Fact]
    public async Task On_hold_a_question_waits_for_its_keys_all_the_same()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendonly\r\n");
        var asking = phone.Session.CollectAsync(
            new Collection { Question = "test", Prompt = MediaRig.Say(0.1), MaxDigits = 1, FirstKey = Phone.Patience },
            default);

        await MediaRig.SettleAsync(phone);
        phone.Press('6');

        Assert.Equal("6", (await asking.WaitAsync(Phone.Patience)).Digits);
    }

    [Fact]
    public async Task On_hold_keys_are_pressed_to_nobody_and_that_fails_nothing()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=inactive\r\n");

        await phone.Session.SendDigitsAsync("123", default).WaitAsync(Phone.Patience);
    }

    [Fact]
    public async Task On_hold_a_recording_goes_on_with_silence()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0\r\na=inactive\r\n");

        var result = await phone.Session.RecordAsync(
            new RecordingRequest(Path.Combine(_rig.Folder, "held.wav"), TimeSpan.FromSeconds(0.5), ""),
            default).WaitAsync(Phone.Patience);

        Assert.Equal(0.5, result.Duration.TotalSeconds, 0.02);
        Assert.False(result.HeardSpeech);
    }
}
