using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Keys as tones in the audio count where no telephone-event was agreed, and nowhere else.</summary>
public sealed class ToneKeyTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Without_telephone_events_tones_are_keys(int codec)
    {
        foreach (var key in "19*0")
        {
            var phone = _rig.Connect($"RTP/AVP {codec}\r\n");
            var asking = phone.Session.CollectAsync(Question(1), default);
            await MediaRig.SettleAsync(phone);
            Dials(phone, (Codec)codec, key);
            Assert.Equal(new Entry($"{key}", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
        }
    }

    [Fact]
    public async Task With_telephone_events_tones_are_no_keys()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question(2), default);
        await MediaRig.SettleAsync(phone);

        // The echo has it listened to, as a recording would.
        var echoing = phone.Session.EchoAsync(default);
        Dials(phone, Codec.Pcmu, '1');
        await phone.HearUntilAsync(packet => packet.Payload.Any(code => code != G711.MuLawSilence));
        await phone.HearUntilAsync(packet => packet.Payload.All(code => code == G711.MuLawSilence));
        phone.Press('7');
        phone.Press('8');

        Assert.Equal(new Entry("78", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
        Assert.False(echoing.IsCompleted);
    }

    [Fact]
    public async Task Who_sends_keys_by_info_is_not_heard_twice()
    {
        var phone = _rig.Connect("RTP/AVP 0\r\n");
        var asking = phone.Session.CollectAsync(Question(2), default);
        await MediaRig.SettleAsync(phone);
        var echoing = phone.Session.EchoAsync(default);

        phone.Session.InfoDigit('1');
        Dials(phone, Codec.Pcmu, '1');
        await phone.HearUntilAsync(packet => packet.Payload.Any(code => code != G711.MuLawSilence));
        await phone.HearUntilAsync(packet => packet.Payload.All(code => code == G711.MuLawSilence));
        phone.Session.InfoDigit('2');

        Assert.Equal(new Entry("12", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
        Assert.False(echoing.IsCompleted);
    }

    [Fact]
    public async Task A_tone_interrupts_the_prompt()
    {
        var phone = _rig.Connect("RTP/AVP 0\r\n");
        var asking = phone.Session.CollectAsync(Question(2) with { Prompt = MediaRig.Say(30) }, default);
        await phone.HearUntilAsync(packet => packet.Payload.Any(code => code != G711.MuLawSilence));

        Dials(phone, Codec.Pcmu, '4');
        await phone.HearUntilAsync(packet => packet.Payload.All(code => code == G711.MuLawSilence));
        Dials(phone, Codec.Pcmu, '5');

        Assert.Equal(new Entry("45", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
    }

    /// <summary>80 ms of tone and 80 of silence for each key, encoded.</summary>
    internal static byte[] Dial(Codec codec, string keys)
    {
        var rate = codec.Rate();
        double[] lows = [697, 770, 852, 941];
        double[] highs = [1209, 1336, 1477, 1633];
        var samples = new List<short>();
        foreach (var key in keys)
        {
            var at = "123A456B789C*0#D".IndexOf(key, StringComparison.Ordinal);
            samples.AddRange(Enumerable.Range(0, rate * 80 / 1000).Select(i => (short)(
                (5000 * Math.Sin(2 * Math.PI * lows[at / 4] * i / rate)) + (5000 * Math.Sin(2 * Math.PI * highs[at % 4] * i / rate)))));
            samples.AddRange(new short[rate * 80 / 1000]);
        }

        var codes = new byte[samples.Count * CodecTraits.Clock / rate];
        switch (codec)
        {
            case Codec.Pcmu:
                G711.ToMuLaw(samples.ToArray(), codes);
                break;
            case Codec.Pcma:
                G711.ToALaw(samples.ToArray(), codes);
                break;
            default:
                new G722Encoder().Encode(samples.ToArray(), codes);
                break;
        }

        return codes;
    }

    /// <summary>All at once, after a silence that was not sent: the jitter buffer makes a stream of it, whatever else the machine does.</summary>
    private static void Dials(Phone phone, Codec codec, char key)
    {
        phone.Timestamp += 80_000;
        foreach (var payload in Dial(codec, $"{key}").Chunk(160))
        {
            phone.Talk(payload, (byte)codec);
        }
    }

    private static Collection Question(int digits) => new()
    {
        Question = "test",
        Prompt = Utterance.Nothing,
        MaxDigits = digits,
        FirstKey = Phone.Patience,
        NextKey = Phone.Patience,
    };
}
