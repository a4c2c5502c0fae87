using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class LatchTests : IDisposable
{
    /// <summary>In a network of the phone's own: nothing is reached there.</summary>
    private const string Private = "192.0.2.1";

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

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.2")]
    public async Task Whoever_came_before_the_address_of_the_SDP_is_left_for_it(string address)
    {
        var phone = _rig.Connect();
        using var stranger = new Stranger(phone.Session.Local.Port, address);
        await FollowAsync(phone, stranger);

        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        await phone.HearAsync(5);
        var (heard, received) = (stranger.Heard, phone.Session.Quality.PacketsReceived);
        var asking = phone.Session.CollectAsync(Question(), default);
        stranger.Flood(EventPacket.Of(9, 160), 101, 50);
        phone.Press('3');

        Assert.Equal("3", (await asking.WaitAsync(Phone.Patience)).Digits);
        await phone.HeardSoManyAsync((int)received + 7);
        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        Assert.Equal((heard, received + 7), (stranger.Heard, phone.Session.Quality.PacketsReceived));
    }

    [Fact]
    public async Task Behind_a_NAT_whoever_came_before_the_address_of_signalling_is_left_for_it()
    {
        var phone = _rig.Connect();
        using var stranger = new Stranger(phone.Session.Local.Port, "127.0.0.2");
        phone.Offer("RTP/AVP 0\r\n", address: Private);
        await FollowAsync(phone, stranger);

        for (var i = 0; i < 4; i++)
        {
            stranger.Flood(new byte[160], 0, 1);
            phone.Talk(MediaRig.ToneCodes(400, 160));
        }

        await phone.Session.PlayAsync(MediaRig.Say(0.3), default).WaitAsync(Phone.Patience);
        await phone.HearAsync(5);
        var heard = stranger.Heard;
        stranger.Flood(new byte[160], 0, 50);
        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        Assert.Equal(heard, stranger.Heard);
    }

    [Fact]
    public async Task Whom_nobody_named_is_followed_once_the_call_is_answered_and_nobody_else_came_for_a_second()
    {
        var phone = _rig.Connect();
        phone.Offer("RTP/AVP 0\r\n", address: Private, from: Private);
        for (var i = 0; i < 8; i++)
        {
            phone.Talk(MediaRig.ToneCodes(400, 160));
        }

        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        Assert.Equal(0, phone.Session.Quality.PacketsReceived);

        var answered = TimeProvider.System.GetTimestamp();
        phone.Session.Answered();
        await MediaRig.UntilAsync(phone, () =>
        {
            phone.Talk(MediaRig.ToneCodes(400, 160));
            return phone.Session.Quality.PacketsReceived > 0;
        });

        Assert.InRange(TimeProvider.System.GetElapsedTime(answered).TotalSeconds, 0.99, Phone.Patience.TotalSeconds);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
        await phone.HearAsync(5);

        // On hold the old way, and back by another port: it is known by now.
        var received = (int)phone.Session.Quality.PacketsReceived;
        phone.Offer("RTP/AVP 0\r\n", address: "0.0.0.0", from: Private);
        phone.Offer("RTP/AVP 0\r\n", port: 9, address: Private, from: Private);
        for (var i = 0; i < 4; i++)
        {
            phone.Talk(MediaRig.ToneCodes(400, 160));
        }

        await phone.HeardSoManyAsync(received + 1);
    }

    [Fact]
    public async Task A_phone_that_offers_from_another_network_is_followed_there_when_it_talks()
    {
        var phone = _rig.Connect();
        using var moved = new Stranger(phone.Session.Local.Port, "127.0.0.2");
        phone.Offer("RTP/AVP 0\r\n", address: Private);
        for (var i = 0; i < 4; i++)
        {
            phone.Talk(MediaRig.ToneCodes(400, 160));
        }

        await phone.HeardSoManyAsync(1);
        moved.Flood(new byte[160], 0, 50);
        phone.Offer("RTP/AVP 0\r\n", address: Private, from: "127.0.0.3");
        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardSoManyAsync(2);
        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        Assert.Equal((2, 0), (phone.Session.Quality.PacketsReceived, moved.Heard));

        phone.Offer("RTP/AVP 0\r\n", address: Private, from: "127.0.0.2");
        moved.Flood(new byte[160], 0, 4);
        await phone.HeardSoManyAsync(3);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
        Assert.NotEqual(0, moved.Heard);
    }

    [Fact]
    public async Task Reports_go_where_the_SDP_says_when_its_address_has_sent()
    {
        using var reports = new Stranger(0);
        var phone = _rig.Connect($"RTP/AVP 0\r\na=rtcp:{reports.Port}\r\n");
        using var stranger = new Stranger(phone.Session.Local.Port);
        await FollowAsync(phone, stranger);

        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.Session.PlayAsync(MediaRig.Say(0.2), default).WaitAsync(Phone.Patience);
        Assert.Equal(0, reports.Heard);
        phone.Session.End(default);

        await MediaRig.UntilAsync(phone, () => reports.Heard > 0);
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
    public async Task An_address_that_is_named_while_the_audio_is_off_is_followed_when_it_goes_on()
    {
        var phone = _rig.Connect();
        using var moved = new Stranger(phone.Session.Local.Port, "127.0.0.2");
        phone.Talk(MediaRig.ToneCodes(400, 160));
        await phone.HeardSoManyAsync(1);

        phone.Offer("RTP/AVP 0\r\na=inactive\r\n", port: moved.Port, address: "127.0.0.2");
        phone.Offer("RTP/AVP 0\r\n", port: moved.Port, address: "127.0.0.2");
        await MediaRig.SettleAsync(phone);
        moved.Flood(new byte[160], 0, 1);

        await phone.HeardSoManyAsync(2);
        await phone.Session.PlayAsync(MediaRig.Say(0.1), default).WaitAsync(Phone.Patience);
        Assert.NotEqual(0, moved.Heard);
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

    /// <summary>Sends from a stranger's address until that is taken for the peer's.</summary>
    private static async Task FollowAsync(Phone phone, Stranger stranger)
    {
        phone.Session.Answered();
        await MediaRig.UntilAsync(phone, () =>
        {
            stranger.Flood(new byte[160], 0, 4);
            return phone.Session.Quality.PacketsReceived > 0;
        });
    }

    private static Collection Question() => new()
    {
        Question = "test",
        Prompt = MediaRig.Say(5),
        MaxDigits = 1,
        FirstKey = Phone.Patience,
    };
}
