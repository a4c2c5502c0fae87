using System.Text.RegularExpressions;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class SecureAudioTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Speech_and_keys_go_both_ways_encrypted()
    {
        var (phone, _) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80));
        var asking = phone.Session.CollectAsync(Question(), default);

        var heard = await phone.HearAsync(20);
        phone.Press('6');

        Assert.Equal("6", (await asking.WaitAsync(Phone.Patience)).Digits);
        Assert.Equal(MediaRig.ToneCodes(1000, 160).Length, heard[^1].Payload.Length);
        var hearer = new Hearer();
        heard.ForEach(packet => hearer.Take(Codec.Pcmu, packet.Payload));
        Assert.True(hearer.Level(1000) > 1000, "the tone is not in what was decrypted");
    }

    [Fact]
    public async Task Two_encrypted_legs_hear_each_other_and_no_number_is_sealed_twice()
    {
        var (anna, _) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80));
        var (bela, _) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag32));
        await using var bridge = _rig.Engine.OpenBridge();
        bridge.Add(anna.Session);
        bridge.Add(bela.Session);
        await anna.HearAsync(3);
        await bela.HearAsync(3);

        byte[][] said = [.. Enumerable.Range(1, 4).Select(i => Enumerable.Repeat((byte)i, 160).ToArray())];
        var datagrams = said.Select((payload, i) => Sealed(anna, payload, i)).ToList();
        foreach (var i in (int[])[0, 2, 1, 3])
        {
            anna.Send(datagrams[i]);
        }

        // The second comes late: its number has been passed.
        var heard = new List<Heard>();
        do
        {
            heard.Add(await bela.HearUntilAsync(packet => said.Any(payload => payload.SequenceEqual(packet.Payload))));
        }
        while (!heard[^1].Payload.SequenceEqual(said[3]));
        Assert.Equal([1, 3, 4], heard.Select(packet => (int)packet.Payload[0]));
        Assert.Equal([0, 2, 3], heard.Select(packet => (ushort)(packet.Sequence - heard[0].Sequence)));
    }

    private static byte[] Sealed(Phone phone, byte[] payload, int place)
    {
        var packet = new byte[RtpPacket.HeaderLength + payload.Length + SrtpSender.Overhead];
        RtpPacket.WriteHeader(packet, false, 0, (ushort)(phone.Sequence + place), phone.Timestamp + (uint)(160 * place), phone.Ssrc);
        payload.CopyTo(packet, RtpPacket.HeaderLength);
        return packet[..phone.Sealing!.Protect(packet, RtpPacket.HeaderLength + payload.Length)];
    }

    [Fact]
    public async Task What_comes_in_clear_is_nothing_and_latches_nobody()
    {
        var (phone, sealing) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag32));
        using var stranger = new Stranger(phone.Session.Local.Port);
        var asking = phone.Session.CollectAsync(Question(), default);

        stranger.Flood(new byte[160], 0, 50);
        phone.Sealing = null;
        phone.Press('5');
        phone.Sealing = sealing;
        phone.Press('7');

        Assert.Equal("7", (await asking.WaitAsync(Phone.Patience)).Digits);
        Assert.Equal(0, stranger.Heard);
        await phone.HeardSoManyAsync(7);
        await MediaRig.SettleAsync(phone);
        Assert.Equal(7, phone.Session.Quality.PacketsReceived);
    }

    [Fact]
    public async Task Who_has_the_key_is_followed_from_anywhere_at_once()
    {
        var master = SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80);
        var (phone, _) = Connect(master);
        phone.Offer(Secure(master), address: "192.0.2.1", from: "192.0.2.1");
        var asking = phone.Session.CollectAsync(Question(), default);

        phone.Press('7');

        Assert.Equal("7", (await asking.WaitAsync(Phone.Patience)).Digits);
        await phone.HearAsync(5);
    }

    [Fact]
    public async Task Through_hold_and_back_the_counters_go_on()
    {
        var master = SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80);
        var (phone, _) = Connect(master);
        phone.Sequence = 65534;
        phone.Press('1');
        await phone.HeardSoManyAsync(7);

        phone.Offer(Secure(master) + "a=sendonly\r\n");
        phone.Offer(Secure(master));
        var asking = phone.Session.CollectAsync(Question(3), default);
        phone.Press('2');
        phone.Press('3');

        // The sequence wrapped before the hold: a counter begun anew could not read what came after it.
        Assert.Equal("123", (await asking.WaitAsync(Phone.Patience)).Digits);
        var telling = phone.Session.PlayAsync(MediaRig.Say(0.2), default);
        await phone.HearUntilAsync(packet => packet.Payload.Length == 160);
        await telling;
    }

    [Fact]
    public async Task A_new_key_of_the_peer_s_is_taken_and_what_was_under_way_by_the_old_one_is_not_lost()
    {
        var (phone, before) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80));
        var asking = phone.Session.CollectAsync(Question(3), default);
        phone.Press('1');
        await phone.HeardSoManyAsync(7);
        var master = SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80);

        phone.Offer(Secure(master));
        phone.Press('2');
        await phone.HeardSoManyAsync(14);
        phone.Sealing = new SrtpSender(master);
        phone.Press('3');
        await phone.HeardSoManyAsync(21);
        phone.Sealing = before;
        phone.Press('9');
        await MediaRig.SettleAsync(phone);

        Assert.Equal("123", (await asking.WaitAsync(Phone.Patience)).Digits);
        Assert.Equal(21, phone.Session.Quality.PacketsReceived);
    }

    [Fact]
    public async Task Another_suite_brings_another_key_of_ours_and_another_stream()
    {
        var (phone, _) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80));
        var telling = phone.Session.PlayAsync(MediaRig.Say(30), default);
        var first = await phone.HearAsync();
        var master = SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag32);

        var opening = phone.OfferKey(Secure(master), answer => new SrtpReceiver(Own(answer, master.Suite), []));

        var changed = await phone.HearUntilAsync(packet => packet.Ssrc != first.Ssrc);
        Assert.True(changed.Marker);
        Assert.True(opening.HasReceived);
        Assert.False(telling.IsCompleted);
    }

    [Fact]
    public async Task Reports_are_protected_like_the_audio()
    {
        var (phone, _) = Connect(SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80));
        _ = phone.Session.PlayAsync(MediaRig.Say(0.1), default);
        await phone.HearAsync(3);

        phone.Session.End(new CallEnd(CallEndKind.LocalHungUp));

        var report = await phone.ReportAsync();
        Assert.Equal(200, report[1]);
    }

    private static Collection Question(int digits = 1) =>
        new() { Question = "test", Prompt = MediaRig.Say(10), MaxDigits = digits, FirstKey = Phone.Patience, NextKey = Phone.Patience };

    private static string Secure(SrtpMaster master) =>
        $"RTP/SAVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp-mux\r\na=crypto:1 {master.Suite.Name()} inline:{master.ToInline()}\r\n";

    private static SrtpMaster Own(string answer, SrtpSuite suite)
    {
        var inline = Regex.Match(answer, @"inline:(\S+)").Groups[1].Value;
        Assert.True(SrtpMaster.TryParse(suite, inline, out var own));
        return own;
    }

    private (Phone Phone, SrtpSender Sealing) Connect(SrtpMaster master)
    {
        var phone = _rig.Connect(Secure(master), MediaEncryption.Required, answer => new SrtpReceiver(Own(answer, master.Suite), []));
        phone.Sealing = new SrtpSender(master);
        return (phone, phone.Sealing);
    }
}
