using FsCheck;
using FsCheck.Xunit;
using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class DtmfReceiverTests
{
    private DtmfReceiver _receiver;
    private uint _ssrc = 1;

    [Fact]
    public void One_press_is_one_key_however_often_it_is_told() =>
        Assert.Equal("5", Take(EventPacket.Press(5).Select(payload => (8000u, payload))));

    [Fact]
    public void The_same_key_twice_is_two() =>
        Assert.Equal("11", Take(EventPacket.Press(1).Select(payload => (8000u, payload)).Concat(EventPacket.Press(1).Select(payload => (9280u, payload)))));

    [Fact]
    public void All_sixteen_keys_are_known_and_other_events_are_none()
    {
        var all = Enumerable.Range(0, 256).Select(code => ((uint)(8000 + (code * 1280)), EventPacket.Of(code, 160)));

        Assert.Equal("0123456789*#ABCD", Take(all));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void Any_one_packet_of_a_press_is_enough(int survivor) =>
        Assert.Equal("7", Take([(8000u, EventPacket.Press(7)[survivor])]));

    [Fact]
    public void A_straggler_of_the_press_before_is_not_a_new_one() =>
        Assert.Equal("12", Take([(8000, EventPacket.Of(1, 160)), (9280, EventPacket.Of(2, 160)), (8000, EventPacket.Of(1, 800, true))]));

    [Fact]
    public void The_clock_may_wrap_between_two_presses() =>
        Assert.Equal("12", Take([(uint.MaxValue - 100, EventPacket.Of(1, 160)), (1000, EventPacket.Of(2, 160))]));

    [Fact]
    public void A_peer_whose_clock_jumped_back_is_still_heard() =>
        Assert.Equal("12", Take([(5_000_000, EventPacket.Of(1, 160, true)), (8000, EventPacket.Of(2, 160))]));

    [Fact]
    public void After_a_new_source_an_earlier_timestamp_is_a_new_press()
    {
        Assert.Equal("1", Take([(8000, EventPacket.Of(1, 160))]));
        _ssrc++;
        Assert.Equal("1", Take([(7000, EventPacket.Of(1, 160))]));
    }

    [Fact]
    public void What_is_no_key_of_another_source_begins_nothing_anew()
    {
        Assert.Equal("1", Take([(8000, EventPacket.Of(1, 160))]));
        _ssrc++;
        Assert.Equal("", Take([(8000, EventPacket.Of(99, 160)), (8000, [])]));
        _ssrc--;
        Assert.Equal("", Take([(8000, EventPacket.Of(1, 320))]));
    }

    [Fact]
    public void A_press_longer_than_a_duration_can_count_goes_on_in_segments() =>
        Assert.Equal("3", Take([(8000, EventPacket.Of(3, 65000)), (8000, EventPacket.Of(3, 65535)), (8000 + 65535, EventPacket.Of(3, 160)), (8000 + 65535, EventPacket.Of(3, 800, true))]));

    [Fact]
    public void A_sender_that_moves_the_timestamp_within_a_press_does_not_multiply_it() =>
        Assert.Equal("9", Take([(8000, EventPacket.Of(9, 160)), (8160, EventPacket.Of(9, 320)), (8320, EventPacket.Of(9, 480)), (8480, EventPacket.Of(9, 640, true)), (8480, EventPacket.Of(9, 640, true))]));

    [Fact]
    public void The_same_key_again_after_all_ends_were_lost_is_still_two() =>
        Assert.Equal("44", Take([(8000, EventPacket.Of(4, 160)), (8000, EventPacket.Of(4, 320)), (9280, EventPacket.Of(4, 160))]));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_packet_too_short_to_be_an_event_is_none(int length) =>
        Assert.Equal("", Take([(8000u, new byte[length])]));

    /// <summary>Presses of random keys, any packets lost as long as one of each press is left, some repeated.</summary>
    [Property(MaxTest = 300)]
    public void No_key_is_lost_or_doubled_while_one_packet_of_it_arrives(NonEmptyArray<(byte Key, byte Lost)> presses, int seed)
    {
        var random = new Random(seed);
        var sent = new List<(uint, byte[])>();
        var keys = "";
        uint timestamp = 1000;
        foreach (var (key, lost) in presses.Get)
        {
            keys += DtmfSender.Keys[key % 16];
            var packets = EventPacket.Press(key % 16);
            var survivor = lost % packets.Length;
            for (var i = 0; i < packets.Length; i++)
            {
                for (var copies = i == survivor ? 1 : random.Next(0, 3); copies > 0; copies--)
                {
                    sent.Add((timestamp, packets[i]));
                }
            }

            timestamp += 1280;
        }

        _receiver = default;
        Assert.Equal(keys, Take(sent));
    }

    private string Take(IEnumerable<(uint Timestamp, byte[] Payload)> packets)
    {
        var keys = "";
        foreach (var (timestamp, payload) in packets)
        {
            if (_receiver.Take(_ssrc, timestamp, payload) is not '\0' and var key)
            {
                keys += key;
            }
        }

        return keys;
    }
}
