using System.Buffers.Binary;
using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class DtmfSenderTests
{
    [Theory]
    [InlineData(10, 8000)]
    [InlineData(20, 8000)]
    [InlineData(30, 8000)]
    [InlineData(60, 8000)]
    [InlineData(20, 16000)]
    public void A_press_lasts_100_ms_at_least_and_ends_three_times_the_same(int packetMs, int clock)
    {
        var packets = Send("8", packetMs, clock).Where(packet => packet is not null).ToList();

        Assert.All(packets, packet => Assert.Equal(8, packet![0]));
        var durations = packets.Select(packet => (int)BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2))).ToList();
        var last = durations[^1];
        Assert.InRange(last, clock / 10, (clock / 10) + (clock * packetMs / 1000) - 1);
        Assert.Equal([last, last, last], durations[^3..]);
        Assert.All(durations[..^2].Zip(durations[1..^1].DefaultIfEmpty(last)), pair => Assert.True(pair.First <= pair.Second));
        Assert.Equal(3, packets.Count(packet => (packet![1] & 0x80) != 0));
    }

    [Fact]
    public void Between_two_presses_nothing_is_sent_for_60_ms_and_each_begins_with_the_marker()
    {
        var sender = new DtmfSender("12", new TaskCompletionSource<bool>());
        var turns = new List<(bool Begins, byte? Code)>();
        var payload = new byte[4];
        while (!sender.IsFinished)
        {
            var begins = sender.BeginsEvent;
            turns.Add((begins, sender.Next(payload, 20, 8000) ? payload[0] : null));
        }

        Assert.Equal([0, 10], turns.Index().Where(turn => turn.Item.Begins).Select(turn => turn.Index));
        Assert.Equal([null, null, null], turns[7..10].Select(turn => turn.Code));
        Assert.Equal((byte)2, turns[10].Code);
    }

    [Fact]
    public void What_is_sent_is_received()
    {
        const string Keys = "0123456789*#ABCD00##";
        var receiver = default(DtmfReceiver);
        var heard = "";
        uint timestamp = 0;
        var sender = new DtmfSender(Keys, new TaskCompletionSource<bool>());
        var payload = new byte[4];
        for (uint clock = 4000; !sender.IsFinished; clock += 160)
        {
            timestamp = sender.BeginsEvent ? clock : timestamp;
            if (sender.Next(payload, 20, 8000) && receiver.Take(0, timestamp, payload) is not '\0' and var key)
            {
                heard += key;
            }
        }

        Assert.Equal(Keys, heard);
    }

    private static List<byte[]?> Send(string keys, int packetMs, int clock)
    {
        var sender = new DtmfSender(keys, new TaskCompletionSource<bool>());
        var packets = new List<byte[]?>();
        while (!sender.IsFinished)
        {
            var payload = new byte[4];
            packets.Add(sender.Next(payload, packetMs, clock) ? payload : null);
        }

        return packets;
    }
}
