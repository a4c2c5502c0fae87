using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class LatchTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Behind_a_NAT_our_audio_follows_the_peer_s_after_several_packets_in_sequence()
    {
        var phone = _rig.Connect();

        // What its SDP says leads nowhere that it hears.
        phone.Offer("RTP/AVP 0\r\n", port: 9);
        for (var i = 0; i < 4; i++)
        {
            phone.Talk(MediaRig.ToneCodes(400, 160));
        }

        await phone.HeardSoManyAsync(1);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
        await phone.HearAsync(5);
    }

    [Fact]
    public async Task Packets_out_of_sequence_move_nothing()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0\r\n", port: 9);
        await MediaRig.SettleAsync(phone);

        foreach (var sequence in (ushort[])[10, 11, 13, 14, 50, 7])
        {
            phone.SendAt(0, sequence, 0, MediaRig.ToneCodes(400, 160));
        }

        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);

        Assert.Equal(0, phone.Session.Quality.PacketsReceived);
        Assert.Empty(await phone.HeardSoFarAsync());
    }

    [Fact]
    public async Task Once_latched_a_stranger_is_neither_heard_nor_spoken_to()
    {
        var phone = _rig.Connect();
        using var stranger = new Stranger(phone.Session.Local.Port);
        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardSoManyAsync(1);
        var asking = phone.Session.CollectAsync(Question(), default);
        await MediaRig.SettleAsync(phone);

        stranger.Flood(EventPacket.Of(9, 160), 101, 50);
        phone.Press('3');

        Assert.Equal("3", (await asking.WaitAsync(Phone.Patience)).Digits);
        Assert.Equal(0, stranger.Heard);
    }

    [Fact]
    public async Task A_new_address_in_a_new_offer_is_followed()
    {
        var phone = _rig.Connect();
        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardSoManyAsync(1);
        await phone.HearAsync();
        var second = new Phone(phone.Session);

        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);

        await second.HearAsync(5);
        Assert.Empty(await phone.HeardSoFarAsync());
        second.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardSoManyAsync(2);
        second.Dispose();
    }

    [Fact]
    public async Task The_same_address_in_a_new_offer_keeps_the_latch()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0\r\n", port: 9);
        for (var i = 0; i < 4; i++)
        {
            phone.Talk(MediaRig.ToneCodes(400, 160));
        }

        await phone.HeardSoManyAsync(1);
        phone.Offer("RTP/AVP 0\r\n", port: 9);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);

        await phone.HearAsync(5);
    }

    [Fact]
    public async Task A_peer_that_has_gone_raises_nothing()
    {
        var phone = _rig.Connect();
        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardSoManyAsync(1);
        phone.Dispose();

        await phone.Session.PlayAsync(MediaRig.Say(0.5), default).WaitAsync(Phone.Patience);

        Assert.False(phone.Session.IsOver);
        Assert.InRange(phone.Session.Quality.PacketsSent, 25, 26);
    }

    private static Collection Question() => new()
    {
        Question = "test",
        Prompt = MediaRig.Say(5),
        MaxDigits = 1,
        FirstKey = Phone.Patience,
    };
}
