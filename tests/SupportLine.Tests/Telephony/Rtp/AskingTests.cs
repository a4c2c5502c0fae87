using System.Buffers.Binary;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class AskingTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_key_stops_the_prompt_within_a_packet()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question() with { Prompt = MediaRig.Say(30), MaxDigits = 2 }, default);
        await phone.HearAsync(5);

        phone.Press('3');

        // What is on its way while the key is comes still, then silence in packets, as the line stays open.
        var silent = await phone.HearUntilAsync(packet => packet.Payload.All(code => code == G711.MuLawSilence));
        Assert.False(asking.IsCompleted);
        Assert.Equal(0, silent.Type);
        phone.Press('4');
        Assert.Equal(new Entry("34", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task Where_it_may_not_be_interrupted_keys_during_the_prompt_are_dropped()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question() with { Prompt = MediaRig.Say(0.5), BargeIn = false, MaxDigits = 1 }, default);
        await phone.HearAsync(5);
        phone.Press('3');

        await phone.HearUntilAsync(packet => packet.Payload.All(code => code == G711.MuLawSilence));
        phone.Press('7');

        Assert.Equal(new Entry("7", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task The_terminator_ends_the_entry_and_is_no_part_of_it()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question(), default);
        await MediaRig.SettleAsync(phone);

        foreach (var key in "12*#")
        {
            phone.Press(key);
        }

        Assert.Equal(new Entry("12*", EntryEnd.Terminated), await asking.WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task Events_sent_as_a_stream_of_their_own_between_audio_are_a_key_a_press_and_change_no_count()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question(), default);
        phone.Talk(MediaRig.ToneCodes(400, 160));
        phone.Sequence++;
        var audio = phone.Ssrc;
        ushort sequence = 40000;
        foreach (var key in "55#")
        {
            var pressed = phone.Timestamp;
            foreach (var payload in EventPacket.Press(DtmfSender.Keys.IndexOf(key, StringComparison.Ordinal)))
            {
                phone.Ssrc = audio + 1;
                phone.SendAt(101, sequence++, pressed, payload);
                phone.Ssrc = audio;
                phone.Talk(MediaRig.ToneCodes(400, 160));
            }
        }

        Assert.Equal(new Entry("55", EntryEnd.Terminated), await asking.WaitAsync(Phone.Patience));
        await phone.HeardSoManyAsync(1 + 21);
        Assert.Equal((1 + 21, 1), (phone.Session.Quality.PacketsReceived, phone.Session.Quality.PacketsLost));
        phone.Session.End(default);
        var report = await phone.ReportAsync();
        var block = report.AsSpan(report[1] == RtcpPacket.SenderReport ? 28 : 8);
        Assert.Equal((audio, 1u), (BinaryPrimitives.ReadUInt32BigEndian(block), BinaryPrimitives.ReadUInt32BigEndian(block[4..]) & 0xFFFFFF));
    }

    [Fact]
    public async Task The_terminator_alone_is_an_empty_entry_and_no_silence()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question(), default);
        await MediaRig.SettleAsync(phone);

        phone.Press('#');

        var entry = await asking.WaitAsync(Phone.Patience);
        Assert.Equal(new Entry("", EntryEnd.Terminated), entry);
        Assert.False(entry.IsSilence);
    }

    [Theory]
    [InlineData("*", "*")]
    [InlineData("1*2", null)]
    public async Task An_immediate_key_is_the_whole_entry_when_it_comes_first(string keys, string? whole)
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question() with { Immediate = "*", MaxDigits = 3 }, default);
        await MediaRig.SettleAsync(phone);

        foreach (var key in keys)
        {
            phone.Press(key);
        }

        Assert.Equal(new Entry(whole ?? keys, EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task A_machine_that_stands_still_is_no_silence_of_the_callers()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question() with { MaxDigits = 2, NextKey = TimeSpan.FromSeconds(3) }, default);
        await MediaRig.SettleAsync(phone);
        phone.Press('3');
        await MediaRig.SettleAsync(phone);

        phone.Session.Post(() => Thread.Sleep(TimeSpan.FromSeconds(4)));
        await MediaRig.SettleAsync(phone);
        phone.Press('4');

        Assert.Equal(new Entry("34", EntryEnd.Complete), await asking.WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task After_a_key_the_shorter_wait_counts()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(
            Question() with { FirstKey = Phone.Patience, NextKey = TimeSpan.FromMilliseconds(200) },
            default);
        await MediaRig.SettleAsync(phone);
        phone.Press('5');

        Assert.Equal(new Entry("5", EntryEnd.TimedOut), await asking.WaitAsync(Phone.Patience));
    }

    [Fact]
    public async Task Waiting_begins_when_the_prompt_ends()
    {
        var phone = _rig.Connect();
        var started = TimeProvider.System.GetTimestamp();

        var entry = await phone.Session.CollectAsync(
            Question() with { Prompt = MediaRig.Say(0.6), FirstKey = TimeSpan.FromMilliseconds(200) },
            default).WaitAsync(Phone.Patience);

        Assert.True(entry.IsSilence);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.76, 5);
    }

    [Fact]
    public async Task Keys_pressed_ahead_of_the_question_answer_it()
    {
        var phone = _rig.Connect();
        var first = phone.Session.CollectAsync(Question() with { MaxDigits = 1 }, default);
        await MediaRig.SettleAsync(phone);
        phone.Press('1');
        phone.Press('2');
        Assert.Equal("1", (await first.WaitAsync(Phone.Patience)).Digits);

        // Only when the 2 has come is it ahead of the next question.
        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardByAsync();

        Assert.Equal("2", (await phone.Session.CollectAsync(Question() with { MaxDigits = 1, Prompt = MediaRig.Say(10) }, default).WaitAsync(Phone.Patience)).Digits);
    }

    [Fact]
    public async Task Keys_pressed_during_a_prompt_that_asks_nothing_are_dropped()
    {
        var phone = _rig.Connect();
        var telling = phone.Session.PlayAsync(MediaRig.Say(0.5), default);
        await phone.HearAsync(5);
        phone.Press('1');
        await telling.WaitAsync(Phone.Patience);

        var entry = await phone.Session.CollectAsync(Question() with { FirstKey = TimeSpan.FromMilliseconds(100) }, default).WaitAsync(Phone.Patience);

        Assert.True(entry.IsSilence);
    }

    [Fact]
    public async Task A_key_by_INFO_counts_as_much()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question() with { MaxDigits = 2 }, default);

        phone.Session.InfoDigit('4');
        phone.Session.InfoDigit('2');

        Assert.Equal("42", (await asking.WaitAsync(Phone.Patience)).Digits);
    }

    [Fact]
    public async Task A_key_told_both_ways_is_one_key()
    {
        var phone = _rig.Connect();
        var asking = phone.Session.CollectAsync(Question(), default);
        await MediaRig.SettleAsync(phone);

        phone.Session.InfoDigit('4');
        await MediaRig.SettleAsync(phone);
        phone.Press('4');
        phone.Press('2');
        await phone.HeardByAsync();
        phone.Session.InfoDigit('2');
        phone.Press('#');

        Assert.Equal("42", (await asking.WaitAsync(Phone.Patience)).Digits);
    }

    [Fact]
    public async Task A_question_given_up_takes_no_more_keys()
    {
        var phone = _rig.Connect();
        using var enough = new CancellationTokenSource();
        var asking = phone.Session.CollectAsync(Question() with { Prompt = MediaRig.Say(30) }, enough.Token);
        await phone.HearAsync(3);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Phone.Patience));
    }

    private static Collection Question() => new()
    {
        Question = "test",
        Prompt = Utterance.Nothing,
        MaxDigits = 10,
        Terminator = '#',
        FirstKey = Phone.Patience,
        NextKey = Phone.Patience,
    };
}
