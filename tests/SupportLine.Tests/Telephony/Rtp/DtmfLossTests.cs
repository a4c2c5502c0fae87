using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Our presses over a network that loses, repeats and reorders: every key once.</summary>
public sealed class DtmfLossTests
{
    private const int Presses = 20_000;

    [Theory]
    [InlineData(0.10, 1)]
    [InlineData(0.05, 3)]
    [InlineData(0.05, 6)]
    public void No_key_is_lost_or_doubled(double loss, int longestBurst)
    {
        var random = new Random(4733);
        var keys = string.Concat(Enumerable.Range(0, Presses).Select(_ => DtmfSender.Keys[random.Next(16)]));
        var sent = Send(keys);
        var lost = Lost(random, sent.Count, loss, longestBurst);
        Assert.InRange(lost.Count(isLost => isLost) / (double)sent.Count, loss * 0.8, loss * 1.2);

        var arrived = sent.Where((_, i) => !lost[i])
            .SelectMany(packet => random.Next(5) == 0 ? Enumerable.Repeat(packet, 2) : [packet])
            .ToList();
        for (var i = 1; i < arrived.Count; i++)
        {
            // 60 ms lie between two presses: nothing overtakes as far as that.
            if (random.Next(10) == 0 && arrived[i].Timestamp == arrived[i - 1].Timestamp) (arrived[i - 1], arrived[i]) = (arrived[i], arrived[i - 1]);
        }

        var receiver = default(DtmfReceiver);
        Assert.Equal(keys, string.Concat(arrived.Select(packet => receiver.Take(0, packet.Timestamp, packet.Payload)).Where(key => key != '\0')));
    }

    private static List<(uint Timestamp, byte[] Payload)> Send(string keys)
    {
        var sender = new DtmfSender(keys, new TaskCompletionSource<bool>());
        var sent = new List<(uint, byte[])>();
        uint timestamp = 0;
        for (uint clock = 4000; !sender.IsFinished; clock += 160)
        {
            timestamp = sender.BeginsEvent ? clock : timestamp;
            var payload = new byte[DtmfSender.PayloadLength];
            if (sender.Next(payload, 20, 8000)) sent.Add((timestamp, payload));
        }

        return sent;
    }

    /// <summary>So many lost in all, in bursts of up to so many in a row: a press has seven, so that more would be silence.</summary>
    private static bool[] Lost(Random random, int count, double loss, int longestBurst)
    {
        var lost = new bool[count];
        var burst = 0;
        for (var i = 0; i < count; i++)
        {
            var mean = (1 + longestBurst) / 2.0;
            var begins = burst == 0 && !(i > 0 && longestBurst > 1 && lost[i - 1]) && random.NextDouble() < loss / (mean * (1 - loss) + (longestBurst == 1 ? loss : 0));
            burst = begins ? random.Next(1, longestBurst + 1) : burst;
            lost[i] = burst > 0;
            burst -= burst > 0 ? 1 : 0;
        }

        return lost;
    }
}
