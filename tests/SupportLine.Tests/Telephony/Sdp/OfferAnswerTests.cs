using System.Net;
using System.Text;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Tests.Telephony.Sdp;

public sealed class OfferAnswerTests
{
    private const string Head = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    private readonly OfferAnswer _ours = new(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 20000));

    [Fact]
    public void The_peer_s_first_codec_that_is_ours_is_agreed_with_its_own_payload_types()
    {
        var (answer, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 18 8 0 97\r\na=rtpmap:18 G729/8000\r\na=rtpmap:97 telephone-event/8000\r\na=fmtp:97 0-16\r\n");

        Assert.Equal(Codec.Pcma, agreed.Codec);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000), agreed.Remote);
        Assert.Equal(97, agreed.EventType);
        Assert.Contains("m=audio 20000 RTP/AVP 8 97\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("a=rtpmap:8 PCMA/8000\r\na=rtpmap:97 telephone-event/8000\r\na=fmtp:97 0-15\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("c=IN IP4 198.51.100.7\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_under_a_payload_type_of_the_peer_s_own_is_found_by_its_name()
    {
        var (answer, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 pcmu/8000/1\r\n");

        Assert.Equal((Codec.Pcmu, 96), (agreed.Codec, agreed.PayloadType));
        Assert.Contains("m=audio 20000 RTP/AVP 96\r\na=rtpmap:96 PCMU/8000\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Wideband_is_spoken_with_who_prefers_it() =>
        Assert.Equal(Codec.G722, Answer(Head + "m=audio 4000 RTP/AVP 9 0\r\n").Agreed.Codec);

    [Fact]
    public void A_peer_without_telephone_events_gets_none()
    {
        var (answer, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 0\r\n");

        Assert.Equal(-1, agreed.EventType);
        Assert.DoesNotContain("telephone-event", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_are_taken_at_the_audio_s_clock_where_there_are_two()
    {
        var (_, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 0 100 101\r\na=rtpmap:100 telephone-event/16000\r\na=rtpmap:101 telephone-event/8000\r\n");

        Assert.Equal((101, 8000), (agreed.EventType, agreed.EventClock));
    }

    [Fact]
    public void Events_at_another_clock_are_better_than_none()
    {
        var (answer, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 0 100\r\na=rtpmap:100 telephone-event/16000\r\n");

        Assert.Equal((100, 16000), (agreed.EventType, agreed.EventClock));
        Assert.Contains("a=rtpmap:100 telephone-event/16000\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_line_may_lack_its_end_and_lines_may_end_in_LF_alone()
    {
        var (_, agreed) = Answer((Head + "m=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000").Replace("\r\n", "\n", StringComparison.Ordinal));

        Assert.Equal(101, agreed.EventType);
    }

    [Fact]
    public void Every_other_stream_is_answered_in_its_place_with_port_0()
    {
        var (answer, agreed) = Answer(
            Head + "m=image 4002 udptl t38\r\na=T38FaxVersion:0\r\nm=audio 4000 RTP/AVP 0\r\nm=video 4004 RTP/AVP 96 97\r\nm=audio 4006 RTP/AVP 8\r\n");

        Assert.Equal(4000, agreed.Remote.Port);
        Assert.Equal(
            ["m=image 0 UDPTL t38", "m=audio 20000 RTP/AVP 0", "m=video 0 RTP/AVP 96 97", "m=audio 0 RTP/AVP 8"],
            Lines(answer));
    }

    [Theory]
    [InlineData("m=image 4002 udptl t38\r\n")]
    [InlineData("m=audio 4000 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n")]
    [InlineData("m=audio 4000 RTP/SAVP 0\r\n")]
    [InlineData("m=audio 4000 TCP/MSRP 0\r\n")]
    [InlineData("m=audio 99999 RTP/AVP 0\r\n")]
    [InlineData("c=IN IP4 no.such.address\r\nm=audio 4000 RTP/AVP 0\r\n")]
    [InlineData("")]
    public void What_cannot_be_spoken_is_refused_and_what_was_agreed_stays(string media)
    {
        _ = Answer(Head + "m=audio 4000 RTP/AVP 8\r\n");

        Assert.False(_ours.TryAnswer(Encoding.ASCII.GetBytes(Head + media), out _, out _));
        Assert.Contains("m=audio 20000 RTP/AVP 8 0 9 101", Encoding.ASCII.GetString(_ours.Offer()), StringComparison.Ordinal);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.False(_ours.TryAnswer("GET / HTTP/1.1\r\n\r\n"u8, out _, out _));
        Assert.False(_ours.TryAnswer(Encoding.ASCII.GetBytes("v=1\r\nm=audio 4000 RTP/AVP 0\r\n"), out _, out _));
        Assert.False(_ours.TryAnswer([], out _, out _));
    }

    [Theory]
    [InlineData("a=sendrecv", true, true, "a=sendrecv")]
    [InlineData("a=sendonly", false, true, "a=recvonly")]
    [InlineData("a=recvonly", true, false, "a=sendonly")]
    [InlineData("a=inactive", false, false, "a=inactive")]
    public void Hold_is_answered_in_mirror_image(string offered, bool maySend, bool expects, string answered)
    {
        var (answer, agreed) = Answer(Head + $"m=audio 4000 RTP/AVP 0\r\n{offered}\r\n");

        Assert.Equal((maySend, expects), (agreed.MaySend, agreed.Expects));
        Assert.Contains(answered + "\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_direction_of_the_session_holds_unless_the_stream_has_its_own()
    {
        Assert.False(Answer(Head + "a=sendonly\r\nm=audio 4000 RTP/AVP 0\r\n").Agreed.MaySend);
        Assert.True(Answer(Head + "a=sendonly\r\nm=audio 4000 RTP/AVP 0\r\na=sendrecv\r\n").Agreed.MaySend);
    }

    [Fact]
    public void Hold_by_an_address_of_zeroes_is_hold()
    {
        var (answer, agreed) = Answer((Head + "m=audio 4000 RTP/AVP 0\r\n").Replace("c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0", StringComparison.Ordinal));

        Assert.False(agreed.MaySend);
        Assert.Contains("a=recvonly", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_s_own_address_comes_before_the_session_s()
    {
        var (_, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 203.0.113.9/127\r\n");

        Assert.Equal(IPAddress.Parse("203.0.113.9"), agreed.Remote.Address);
    }

    [Fact]
    public void IPv6_is_spoken()
    {
        var ours = new OfferAnswer(new IPEndPoint(IPAddress.Parse("2001:db8::7"), 20000));

        Assert.True(ours.TryAnswer(Encoding.ASCII.GetBytes("v=0\r\nc=IN IP6 2001:db8::1\r\nm=audio 4000 RTP/AVP 0\r\n"), out var answer, out var agreed));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("2001:db8::1"), 4000), agreed.Remote);
        Assert.Contains("c=IN IP6 2001:db8::7\r\n", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=ptime:30", 30)]
    [InlineData("a=ptime:10", 10)]
    [InlineData("a=ptime:60.0", 60)]
    [InlineData("a=ptime:200", 60)]
    [InlineData("a=ptime:40\r\na=maxptime:20", 20)]
    [InlineData("a=ptime:soon", 20)]
    [InlineData("a=ptime:5", 10)]
    [InlineData("a=sendrecv", 20)]
    public void Packets_are_as_long_as_the_peer_asks_within_reason(string asked, int ms)
    {
        var (answer, agreed) = Answer(Head + $"m=audio 4000 RTP/AVP 0\r\n{asked}\r\n");

        Assert.Equal(ms, agreed.PacketMs);
        Assert.Contains($"a=ptime:{ms}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_go_to_the_port_above_unless_the_peer_says_otherwise()
    {
        Assert.Equal(4001, Answer(Head + "m=audio 4000 RTP/AVP 0\r\n").Agreed.RemoteRtcp.Port);
        Assert.Equal(
            new IPEndPoint(IPAddress.Parse("203.0.113.9"), 53020),
            Answer(Head + "m=audio 4000 RTP/AVP 0\r\na=rtcp:53020 IN IP4 203.0.113.9\r\n").Agreed.RemoteRtcp);
        var (answer, agreed) = Answer(Head + "m=audio 4000 RTP/AVP 0\r\na=rtcp-mux\r\n");
        Assert.Equal(4000, agreed.RemoteRtcp.Port);
        Assert.Contains("a=rtcp-mux\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offer_has_all_codecs_and_telephone_events()
    {
        var offer = Encoding.ASCII.GetString(_ours.Offer());

        Assert.Contains("m=audio 20000 RTP/AVP 0 8 9 101\r\n", offer, StringComparison.Ordinal);
        Assert.Contains("a=rtpmap:9 G722/8000\r\n", offer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_to_an_offer_says_what_is_spoken()
    {
        _ = _ours.Offer();

        Assert.True(_ours.TryAccept(Encoding.ASCII.GetBytes(Head + "m=audio 4000 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\na=ptime:30\r\n"), out var agreed));
        Assert.Equal((Codec.Pcma, 96, 30), (agreed.Codec, agreed.EventType, agreed.PacketMs));
        Assert.False(_ours.TryAccept(Encoding.ASCII.GetBytes(Head + "m=audio 0 RTP/AVP 0\r\n"), out _));
    }

    [Fact]
    public void The_version_counts_up_only_when_something_changed()
    {
        var first = Answer(Head + "m=audio 4000 RTP/AVP 0\r\n").Text;
        var again = Answer(Head + "m=audio 4000 RTP/AVP 0\r\n").Text;
        var held = Answer(Head + "m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n").Text;

        Assert.Equal(first, again);
        Assert.Equal(1, Version(first));
        Assert.Equal(2, Version(held));
    }

    private static int Version(string sdp) => int.Parse(sdp.Split("\r\n")[1].Split(' ')[2], null);

    [Fact]
    public void A_stream_that_is_switched_off_stays_in_its_place_until_it_is_switched_on_again()
    {
        const string Video = "m=video 4004 RTP/AVP 96\r\n";
        Answer(Head + Video + "m=audio 4000 RTP/AVP 8\r\n");
        var (answer, off) = Answer(Head + Video + "m=audio 0 RTP/AVP 8\r\n");

        string[] refused = ["m=video 0 RTP/AVP 96", "m=audio 0 RTP/AVP 8"];
        Assert.Equal(refused, Lines(answer));
        Assert.Equal((true, false, false), (off.IsOff, off.MaySend, off.Expects));

        // A refresh of ours leaves it off, and so does the answer to that.
        Assert.Equal(refused, Lines(Encoding.ASCII.GetString(_ours.Offer())));
        Assert.True(_ours.TryAccept(Encoding.ASCII.GetBytes(Head + "m=video 0 RTP/AVP 96\r\nm=audio 0 RTP/AVP 8\r\n"), out var still));
        Assert.True(still.IsOff);

        // An offer as in a new call has it on, which may be refused.
        Assert.Equal(["m=video 0 RTP/AVP 96", "m=audio 20000 RTP/AVP 8 0 9 101"], Lines(Encoding.ASCII.GetString(_ours.Offer(asNew: true))));
        Assert.True(_ours.TryAccept(Encoding.ASCII.GetBytes(Head + "m=video 0 RTP/AVP 96\r\nm=audio 0 RTP/AVP 8\r\n"), out still));
        Assert.True(still.IsOff);

        var (again, on) = Answer(Head + Video + "m=audio 4008 RTP/AVP 0\r\n");
        Assert.Equal(["m=video 0 RTP/AVP 96", "m=audio 20000 RTP/AVP 0"], Lines(again));
        Assert.Equal((false, true, 4008), (on.IsOff, on.MaySend, on.Remote.Port));
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 8\r\n", "")]
    [InlineData("m=audio 4000 RTP/AVP 8\r\n", "m=image 0 udptl t38\r\n")]
    [InlineData("m=video 4004 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 8\r\n", "m=audio 0 RTP/AVP 8\r\n")]
    public void Neither_a_first_offer_nor_one_without_our_stream_in_its_place_switches_anything_off(string first, string second)
    {
        _ours.TryAnswer(Encoding.ASCII.GetBytes(Head + first), out _, out var before);
        Assert.False(_ours.TryAnswer(Encoding.ASCII.GetBytes(Head + (second.Length == 0 ? first : second)), out _, out _));
        Assert.Equal(before, _ours.Agreed);
    }

    [Fact]
    public void What_we_called_may_switch_off_what_we_offered()
    {
        _ours.Offer();
        Assert.True(_ours.TryAccept(Encoding.ASCII.GetBytes(Head + "m=audio 4000 RTP/AVP 0\r\n"), out _));
        var (answer, off) = Answer(Head + "m=audio 0 RTP/AVP 0\r\n");
        Assert.Equal(["m=audio 0 RTP/AVP 0"], Lines(answer));
        Assert.True(off.IsOff);
    }

    private static IEnumerable<string> Lines(string description) =>
        description.Split("\r\n").Where(line => line.StartsWith("m=", StringComparison.Ordinal));

    private (string Text, AgreedMedia Agreed) Answer(string offer)
    {
        Assert.True(_ours.TryAnswer(Encoding.ASCII.GetBytes(offer), out var answer, out var agreed));
        return (Encoding.ASCII.GetString(answer), agreed);
    }
}
