using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Packets of 20 ms whose octets say which packet they are, against a clock of the test's own.</summary>
public sealed class JitterBufferTests
{
    private const int Packet = 160;

    [Fact]
    public void A_steady_line_is_heard_whole_and_soon()
    {
        var (heard, delay) = Run(500, _ => 0);

        Assert.Equal(Enumerable.Range(5, 480), Packets(heard)[5..485]);
        Assert.InRange(delay, 1, 45);
    }

    [Fact]
    public void Jitter_of_60_ms_loses_nothing_once_it_is_known()
    {
        var random = new Random(1);

        var (heard, delay) = Run(1000, _ => random.Next(0, 60));

        Assert.Equal(Enumerable.Range(300, 600), Packets(heard).Where(packet => packet is >= 300 and < 900));
        Assert.InRange(delay, 40, 110);
    }

    [Fact]
    public void When_the_line_steadies_the_delay_goes_down_again()
    {
        var random = new Random(2);

        var (_, delay) = Run(1500, i => i < 500 ? random.Next(0, 80) : 0);

        Assert.InRange(delay, 1, 45);
    }

    [Fact]
    public void Packets_out_of_order_and_twice_are_heard_in_order_and_once()
    {
        var order = new[] { 0, 2, 1, 3, 3, 4, 7, 6, 5, 8, 9, 9 };
        var buffer = new JitterBuffer();
        var heard = new List<int>();
        long now = 0;
        foreach (var packet in order)
        {
            Put(buffer, packet, now);
            now += 80;
            Read(buffer, now, heard);
        }

        for (var i = 0; i < 20; i++)
        {
            Read(buffer, now += 80, heard);
        }

        Assert.Equal(Enumerable.Range(0, 10), Packets(heard));
    }

    [Theory]
    [InlineData(1.0002)]
    [InlineData(0.9998)]
    public void A_peer_whose_clock_is_off_is_followed_without_end(double rate)
    {
        // 200 ppm for 10 minutes: 120 ms, six packets.
        var (heard, delay) = Run(30_000, _ => 0, rate);

        Assert.InRange(delay, -5, 60);
        Assert.InRange(Packets(heard).Count, 29_900, 30_000);
    }

    [Fact]
    public void A_jump_of_the_peer_s_clock_is_a_new_beginning()
    {
        var buffer = new JitterBuffer();
        var heard = new List<int>();
        long now = 0;
        for (var i = 0; i < 50; i++, now += Packet)
        {
            buffer.Put((uint)((i < 25 ? i : i + 1_000_000) * Packet), Octets(i), false, now);
            Read(buffer, now, heard);
            Read(buffer, now + 80, heard);
        }

        Assert.InRange(Packets(heard).Count(packet => packet >= 25), 20, 25);
    }

    [Fact]
    public void A_stall_of_2_seconds_is_not_made_up_for_by_2_seconds_of_delay()
    {
        var buffer = new JitterBuffer();
        var heard = new List<int>();
        for (var step = 0; step < 1000; step++)
        {
            var now = step * 80L;

            // Packets 100 to 199 come all at once, with number 199.
            if (step % 2 == 0)
            {
                for (var i = step / 2 == 199 ? 100 : step / 2; i <= step / 2 && (i is < 100 or > 199 || step / 2 == 199); i++)
                {
                    Put(buffer, i, now);
                }
            }

            Read(buffer, now, heard);
        }

        Assert.InRange(500 - heard.Last(octet => octet >= 0), 0, 10);
    }

    [Fact]
    public void Where_nothing_comes_nothing_is_made_of_it()
    {
        var buffer = new JitterBuffer();
        Assert.False(buffer.Read(new ushort[80], 0, true));
        Put(buffer, 0, 0);
        var heard = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            Read(buffer, i * 80, heard);
        }

        Assert.Equal(2, heard.Count(octet => octet >= 0));
    }

    /// <summary>Runs packets through, each late by so many ms, and tells what was heard in steps of 10 ms and the last delay in ms.</summary>
    private static (List<int> Heard, int Delay) Run(int packets, Func<int, int> lateMs, double rate = 1)
    {
        var arrivals = new PriorityQueue<int, long>();
        for (var i = 0; i < packets; i++)
        {
            arrivals.Enqueue(i, (long)(i * Packet * rate) + (8 * lateMs(i)));
        }

        var buffer = new JitterBuffer();
        var heard = new List<int>();
        var delay = 0;
        for (long now = 0; now < packets * Packet * rate; now += 80)
        {
            while (arrivals.TryPeek(out var packet, out var at) && at <= now)
            {
                Put(buffer, packet, arrivals.Dequeue() == packet ? now : now);
            }

            Read(buffer, now, heard);
            if (heard[^1] >= 0)
            {
                delay = (int)(((now / rate) - (heard[^1] * Packet)) / 8);
            }
        }

        return (heard, delay);
    }

    private static void Put(JitterBuffer buffer, int packet, long now) => buffer.Put((uint)(packet * Packet), Octets(packet), false, now);

    /// <summary>16 bits of the packet's number, over and over.</summary>
    private static byte[] Octets(int packet) => [.. Enumerable.Range(0, Packet).Select(i => (byte)(i % 2 == 0 ? packet >> 8 : packet))];

    private static void Read(JitterBuffer buffer, long now, List<int> heard)
    {
        var cells = new ushort[80];
        heard.Add(buffer.Read(cells, now, isQuiet: true) ? ((cells[0] & 0xFF) << 8) | (cells[1] & 0xFF) : -1);
    }

    /// <summary>Which packets were heard, in the order in which they were.</summary>
    private static List<int> Packets(List<int> heard)
    {
        var packets = new List<int>();
        foreach (var octet in heard)
        {
            if (octet >= 0 && (packets.Count == 0 || packets[^1] != octet))
            {
                packets.Add(octet);
            }
        }

        return packets;
    }
}
