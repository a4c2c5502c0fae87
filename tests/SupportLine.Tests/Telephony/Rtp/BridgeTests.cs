using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class BridgeTests : IDisposable
{
    private readonly MediaRig _rig = new(threads: 2);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0", "8")]
    [InlineData("8\r\na=ptime:30", "0\r\na=ptime:10")]
    [InlineData("9", "9")]
    [InlineData("9", "0\r\na=ptime:40")]
    public async Task Two_legs_hear_each_other_whatever_they_speak(string annas, string belas)
    {
        var anna = _rig.Connect($"RTP/AVP {annas}\r\n");
        var bela = _rig.Connect($"RTP/AVP {belas}\r\n");
        await using var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);

        var (annaHeard, belaHeard) = (new Hearer(), new Hearer());
        await Talkers.TalkAsync(
            [(anna, 700, annaHeard), (bela, 1300, belaHeard)],
            () => Talkers.IsVoice(belaHeard.Level(700)) && Talkers.IsVoice(annaHeard.Level(1300)));

        Assert.InRange(belaHeard.Level(700), 8000, 12000);
        Assert.InRange(annaHeard.Level(1300), 8000, 12000);

        // Nobody hears himself.
        Assert.InRange(annaHeard.Level(700), 0, 300);
        Assert.InRange(belaHeard.Level(1300), 0, 300);
    }

    [Fact]
    public async Task Who_asks_to_be_put_through_is_heard_in_a_talk_alone()
    {
        var anna = _rig.Connect();
        var statuses = System.Threading.Channels.Channel.CreateUnbounded<int>();
        anna.Session.AskTransfer(new Transfer("carl", null, status => statuses.Writer.TryWrite(status)));
        Assert.Equal(603, await statuses.Reader.ReadAsync());

        await using var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        anna.Session.AskTransfer(new Transfer("carl", null, status => statuses.Writer.TryWrite(status)));
        var asked = Assert.IsType<BridgeEvent.TransferAsked>(await bridge.NextAsync(default));
        Assert.Equal((anna.Session.Owner, "carl"), (asked.Leg, asked.Transfer.Target));

        // Told once.
        asked.Transfer.Finish(486);
        asked.Transfer.Finish(200);
        Assert.Equal(486, await statuses.Reader.ReadAsync());
        Assert.False(statuses.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Three_hear_the_two_others()
    {
        var phones = new[] { _rig.Connect(), _rig.Connect(), _rig.Connect("RTP/AVP 8\r\n") };
        await using var bridge = _rig.Engine.OpenBridge();
        foreach (var phone in phones)
        {
            bridge.Add(phone.Session);
        }

        var ears = phones.Select(_ => new Hearer()).ToArray();
        await Talkers.TalkAsync(
            [(phones[0], 500, ears[0]), (phones[1], 900, ears[1]), (phones[2], 1500, ears[2])],
            () => Talkers.IsVoice(ears[2].Level(500)) && Talkers.IsVoice(ears[2].Level(900)) && Talkers.IsVoice(ears[0].Level(1500)));

        Assert.InRange(ears[2].Level(500), 8000, 12000);
        Assert.InRange(ears[2].Level(900), 8000, 12000);
        Assert.InRange(ears[0].Level(1500), 8000, 12000);
        Assert.InRange(ears[2].Level(1500), 0, 300);
    }

    [Fact]
    public async Task A_whisper_is_heard_by_one_and_interrupts_nobody_else()
    {
        var (anna, bela, bridge) = Pair();
        await using var _ = bridge;
        var (annaHeard, belaHeard) = (new Hearer(), new Hearer());
        var whisper = anna.Session.PlayAsync(MediaRig.Say(10, 2000), default);

        await Talkers.TalkAsync(
            [(anna, 700, annaHeard), (bela, 1300, belaHeard)],
            () => Talkers.IsVoice(annaHeard.Level(2000)) && Talkers.IsVoice(belaHeard.Level(700)));

        Assert.InRange(annaHeard.Level(2000), 8000, 12000);
        Assert.InRange(belaHeard.Level(700), 8000, 12000);
        Assert.InRange(belaHeard.Level(2000), 0, 300);
        Assert.False(whisper.IsCompleted);
    }

    [Fact]
    public async Task What_is_announced_to_all_lies_over_the_lowered_talk()
    {
        var (anna, bela, bridge) = Pair();
        await using var _ = bridge;
        var (annaHeard, belaHeard) = (new Hearer(), new Hearer());
        var announcing = bridge.PlayAsync(MediaRig.Say(10, 2000), default);

        await Talkers.TalkAsync(
            [(anna, 700, annaHeard), (bela, 1300, belaHeard)],
            () => Talkers.IsVoice(annaHeard.Level(2000)) && Talkers.IsVoice(belaHeard.Level(2000)) && belaHeard.Level(700) > 1500);

        Assert.InRange(annaHeard.Level(2000), 8000, 12000);
        Assert.InRange(belaHeard.Level(2000), 8000, 12000);
        Assert.InRange(belaHeard.Level(700), 1500, 3500);
        Assert.False(announcing.IsCompleted);
    }

    [Fact]
    public async Task An_announcement_ends_when_it_has_been_said_with_or_without_listeners()
    {
        await using var bridge = _rig.Engine.OpenBridge();

        await bridge.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        await bridge.PlayAsync(Utterance.Nothing, default).WaitAsync(Phone.Patience);
    }

    [Fact]
    public async Task A_key_and_an_end_are_told_with_the_leg_they_came_from()
    {
        var (anna, bela, bridge) = Pair();
        await using var _ = bridge;
        await MediaRig.SettleAsync(anna);
        await MediaRig.SettleAsync(anna);

        anna.Press('*');
        var key = Assert.IsType<BridgeEvent.KeyPressed>(await bridge.NextAsync(default).WaitAsync(Phone.Patience));
        Assert.Equal((anna.Session.Owner, '*'), (key.Leg, key.Key));

        bela.Session.End(new CallEnd(CallEndKind.RemoteHungUp));
        var left = Assert.IsType<BridgeEvent.LegEnded>(await bridge.NextAsync(default).WaitAsync(Phone.Patience));
        Assert.Equal((bela.Session.Owner, CallEndKind.RemoteHungUp), (left.Leg, left.End.Kind));
        Assert.Equal([anna.Session.Owner], bridge.Legs);
    }

    [Fact]
    public async Task A_leg_taken_out_hears_nobody_and_speaks_alone_again()
    {
        var (anna, bela, bridge) = Pair();
        await using var _ = bridge;
        bridge.Remove(bela.Session);
        await MediaRig.SettleAsync(bela);
        var asking = bela.Session.CollectAsync(
            new Collection { Question = "test", Prompt = MediaRig.Say(10, 900), MaxDigits = 1, FirstKey = Phone.Patience },
            default);
        await MediaRig.SettleAsync(bela);

        bela.Press('4');

        Assert.Equal("4", (await asking.WaitAsync(Phone.Patience)).Digits);
        Assert.Equal([anna.Session.Owner], bridge.Legs);
    }

    [Fact]
    public async Task A_leg_that_ended_before_it_came_in_is_told_as_ended()
    {
        var phone = _rig.Connect();
        phone.Session.End(default);
        await using var bridge = _rig.Engine.OpenBridge();

        bridge.Add(phone.Session);

        Assert.IsType<BridgeEvent.LegEnded>(await bridge.NextAsync(default).WaitAsync(Phone.Patience));
        Assert.Empty(bridge.Legs);
    }

    [Fact]
    public async Task Legs_of_several_threads_come_together_and_part_again_and_again()
    {
        var phones = Enumerable.Range(0, 6).Select(_ => _rig.Connect()).ToList();
        for (var round = 0; round < 5; round++)
        {
            await using var one = _rig.Engine.OpenBridge();
            await using var other = _rig.Engine.OpenBridge();
            foreach (var (i, phone) in phones.Index())
            {
                (((i + round) % 2 == 0) ? one : other).Add(phone.Session);
            }

            foreach (var phone in phones)
            {
                await phone.HeardSoFarAsync();
                await phone.HearAsync(2);
            }
        }

        await Task.WhenAll(phones.Select(phone => phone.Session.PlayAsync(MediaRig.Say(0.1), default))).WaitAsync(Phone.Patience);
        Assert.All(phones, phone => Assert.False(phone.Session.IsOver));
    }

    private (Phone Anna, Phone Bela, MediaBridge Bridge) Pair()
    {
        var (anna, bela) = (_rig.Connect(), _rig.Connect());
        var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);
        return (anna, bela, bridge);
    }
}
