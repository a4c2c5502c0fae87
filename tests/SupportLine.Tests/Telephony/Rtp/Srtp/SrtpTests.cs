using System.Buffers.Binary;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Tests.Telephony.Rtp.Srtp;

public sealed class SrtpTests
{
    private readonly SrtpMaster _master = SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 4)]
    [InlineData(2, 10)]
    [InlineData(3, 4)]
    public void What_is_protected_is_read_by_who_has_the_key_and_by_nobody_else(int suite, int tag)
    {
        var master = SrtpMaster.New((SrtpSuite)suite);
        using var sender = new SrtpSender(master);
        using var receiver = new SrtpReceiver(master, []);
        using var stranger = new SrtpReceiver(SrtpMaster.New((SrtpSuite)suite), []);
        var packet = Protect(sender, 1);

        Assert.Equal(12 + ProtectedPacket.Payload + tag, packet.Length);
        Assert.NotEqual(ProtectedPacket.Says(1), packet[12..^tag]);
        Assert.Null(Open(stranger, packet));
        Assert.Equal(ProtectedPacket.Says(1), Open(receiver, packet));
    }

    [Fact]
    public void One_bit_changed_anywhere_and_it_is_refused()
    {
        using var sender = new SrtpSender(_master);
        var packet = Protect(sender, 1);
        for (var i = 0; i < packet.Length * 8; i++)
        {
            using var receiver = new SrtpReceiver(_master, []);
            var changed = packet.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));

            Assert.Null(Open(receiver, changed));
            i += i > 300 ? 37 : 0;
        }
    }

    [Fact]
    public void Sequence_numbers_wrap_many_times_and_each_packet_is_read()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        for (var number = 65000L; number < 65000 + (3 * 65536); number += 7)
        {
            Assert.Equal(ProtectedPacket.Says(number), Open(receiver, Protect(sender, number)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void The_wrap_may_fall_into_loss_and_disorder(int percentLost)
    {
        var random = new Random(percentLost);
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        var read = 0;
        foreach (var wrap in new[] { 65536L, 2 * 65536, 3 * 65536 })
        {
            // Between the wraps few are sent, and all arrive.
            Assert.NotNull(Open(receiver, Protect(sender, wrap - 45000)));
            Assert.NotNull(Open(receiver, Protect(sender, wrap - 20000)));
            var held = new List<(long Number, byte[] Packet)>();
            for (var number = wrap - 400; number < wrap + 400; number++)
            {
                var packet = Protect(sender, number);
                if (random.Next(100) >= percentLost)
                {
                    held.Add((number, packet));
                }

                if (held.Count > 8)
                {
                    var next = held[random.Next(held.Count)];
                    held.Remove(next);
                    Assert.Equal(ProtectedPacket.Says(next.Number), Open(receiver, next.Packet));
                    read++;
                }
            }
        }

        Assert.True(read > 1000, $"only {read} were sent");
    }

    [Fact]
    public void A_gap_of_nearly_half_the_numbers_is_bridged()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        long number = 20000;
        for (var i = 0; i < 20; i++, number += 32000)
        {
            Assert.Equal(ProtectedPacket.Says(number), Open(receiver, Protect(sender, number)));
        }
    }

    [Fact]
    public void Who_begins_just_before_the_wrap_is_understood_though_nothing_came_before_it()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        _ = Protect(sender, 65534);
        _ = Protect(sender, 65535);

        Assert.Equal(ProtectedPacket.Says(65540), Open(receiver, Protect(sender, 65540)));
        Assert.Equal(ProtectedPacket.Says(65541), Open(receiver, Protect(sender, 65541)));
    }

    [Fact]
    public void What_came_before_is_not_taken_again_whether_late_or_not()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        var packets = Enumerable.Range(1, 300).ToDictionary(number => number, number => Protect(sender, number));
        foreach (var number in packets.Keys.Where(number => number % 3 != 0))
        {
            Assert.NotNull(Open(receiver, packets[number]));
        }

        Assert.All(packets.Keys.Where(number => number % 3 != 0), number => Assert.Null(Open(receiver, packets[number])));

        // Late ones that never came: as far back as can be told, and no further.
        Assert.NotNull(Open(receiver, packets[297]));
        Assert.Null(Open(receiver, packets[297]));
        Assert.NotNull(Open(receiver, packets[300 - 126]));
        Assert.Null(Open(receiver, packets[300 - 129]));
        Assert.True(ReplayWindow.Width >= 64);
    }

    [Fact]
    public void Another_sender_under_the_same_key_has_counters_of_its_own_and_the_first_cannot_be_replayed_after_it()
    {
        using var first = new SrtpSender(_master);
        using var second = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        var old = Protect(first, 500);
        Assert.NotNull(Open(receiver, old));
        foreach (var number in new[] { 30000, 60000, 65536 + 200 })
        {
            Assert.NotNull(Open(receiver, Protect(first, number)));
        }

        Assert.Equal(ProtectedPacket.Says(7), Open(receiver, Protect(second, 7, 0xBEEF)));
        Assert.Null(Open(receiver, old));
        Assert.Equal(ProtectedPacket.Says(65536 + 201), Open(receiver, Protect(first, 65536 + 201)));
    }

    [Theory]
    [InlineData(65536L + 70)]
    [InlineData(70L)]
    public void Under_a_new_key_counters_may_go_on_or_begin_anew(long next)
    {
        var rekeyed = SrtpMaster.New(SrtpSuite.AesCm128HmacSha1Tag80);
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        foreach (var number in new[] { 65000L, 65536 + 10, 65536 + 50 })
        {
            Assert.NotNull(Open(receiver, Protect(sender, number)));
        }

        using var senderAfter = new SrtpSender(rekeyed);
        using var receiverAfter = new SrtpReceiver(rekeyed, [], receiver);
        if (next > 65536)
        {
            // As who kept its counter through the change.
            _ = Protect(senderAfter, 65535);
        }

        Assert.Equal(ProtectedPacket.Says(next), Open(receiverAfter, Protect(senderAfter, next)));
    }

    [Fact]
    public void A_key_identifier_stands_before_the_tag()
    {
        byte[] mki = [0, 0, 0, 1];
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, mki);
        var packet = Protect(sender, 1);
        byte[] identified = [.. packet[..^10], .. mki, .. packet[^10..]];

        Assert.Null(Open(receiver, packet));
        Assert.Null(Open(receiver, [.. packet[..^10], 0, 0, 0, 2, .. packet[^10..]]));
        Assert.Equal(ProtectedPacket.Says(1), Open(receiver, identified));
    }

    [Fact]
    public void Sources_and_extensions_of_a_header_stay_in_clear()
    {
        using var receiver = new SrtpReceiver(_master, []);
        using var transform = SrtpTransform.OfPackets(_master);
        var packet = new byte[12 + 4 + 8 + 20 + 10];
        packet[0] = 0x91;
        packet[3] = 9;
        packet[11] = 5;
        packet[12 + 4 + 3] = 1;
        "what is said goes on"u8.CopyTo(packet.AsSpan(24));
        transform.Crypt(packet.AsSpan(24, 20), 5, 9);
        transform.Sign(packet.AsSpan(0, 44), 0, packet.AsSpan(44));

        Assert.True(receiver.TryUnprotect(packet, out var length));
        Assert.True(RtpPacket.TryParse(packet.AsSpan(0, length), out var read));
        Assert.Equal("what is said goes on"u8, read.Payload);
    }

    [Fact]
    public void Nonsense_of_any_length_is_refused()
    {
        var random = new Random(5);
        using var receiver = new SrtpReceiver(_master, []);
        for (var i = 0; i < 20000; i++)
        {
            var datagram = new byte[random.Next(0, 80)];
            random.NextBytes(datagram);
            if (datagram.Length > 0)
            {
                datagram[0] = (byte)(0x80 | (datagram[0] & 0x3F));
            }

            Assert.False(receiver.TryUnprotect(datagram, out _));
            Assert.False(receiver.TryUnprotectReport(datagram, out _));
        }
    }

    [Fact]
    public void Reports_are_encrypted_counted_and_not_taken_twice()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        var first = ProtectReport(sender);
        var second = ProtectReport(sender);

        Assert.Equal(0x80000001, BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(28)));
        Assert.Equal(0x80000002, BinaryPrimitives.ReadUInt32BigEndian(second.AsSpan(28)));
        Assert.NotEqual(Report()[8..28], first[8..28]);
        Assert.Equal(Report()[..8], first[..8]);

        foreach (var report in new[] { second, first })
        {
            var read = report.ToArray();
            Assert.True(receiver.TryUnprotectReport(read, out var length));
            Assert.Equal(Report(), read[..length]);
            Assert.False(receiver.TryUnprotectReport(report.ToArray(), out _));
        }

        first[30] ^= 1;
        Assert.False(receiver.TryUnprotectReport(first, out _));
    }

    [Fact]
    public void A_report_that_its_sender_left_in_clear_is_read_as_it_is_where_the_tag_is_right()
    {
        using var receiver = new SrtpReceiver(_master, []);
        using var transform = SrtpTransform.OfReports(_master);
        byte[] report = [.. Report(), 0, 0, 0, 7, .. new byte[10]];
        Assert.False(receiver.TryUnprotectReport(report, out _));
        transform.Sign(report.AsSpan(0, 32), report.AsSpan(32));

        Assert.True(receiver.TryUnprotectReport(report, out var length));
        Assert.Equal(Report(), report[..length]);
    }

    [Fact]
    public void What_says_nothing_is_protected_too()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        var packet = ProtectedPacket.Of(1);
        var report = Report();

        Assert.True(receiver.TryUnprotect(packet.AsSpan(0, sender.Protect(packet, RtpPacket.HeaderLength)), out var length));
        Assert.Equal(RtpPacket.HeaderLength, length);
        Assert.True(receiver.TryUnprotectReport(report.AsSpan(0, sender.ProtectReport(report, SrtpReceiver.ReportHeader)), out length));
        Assert.Equal(SrtpReceiver.ReportHeader, length);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_packet()
    {
        using var sender = new SrtpSender(_master);
        using var receiver = new SrtpReceiver(_master, []);
        var packet = ProtectedPacket.Of(1);
        for (var i = 0; i < 100; i++)
        {
            Turn();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            Turn();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Turn()
        {
            var sequence = packet.AsSpan(2, 2);
            BinaryPrimitives.WriteUInt16BigEndian(sequence, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(sequence) + 1));
            var length = sender.Protect(packet, 172);
            if (!receiver.TryUnprotect(packet.AsSpan(0, length), out _))
            {
                throw new InvalidOperationException("not read");
            }
        }
    }

    [Fact]
    public void A_key_prints_nothing_of_itself()
    {
        var crypto = new SrtpKeys(_master, _master, []);

        Assert.DoesNotContain(_master.ToInline(), $"{crypto} {_master}", StringComparison.Ordinal);
    }

    private static byte[] Protect(SrtpSender sender, long number, uint ssrc = 0xCAFEBABE)
    {
        var packet = ProtectedPacket.Of(number, ssrc);
        return packet[..sender.Protect(packet, 12 + ProtectedPacket.Payload)];
    }

    private static byte[]? Open(SrtpReceiver receiver, byte[] packet)
    {
        var read = packet.ToArray();
        return receiver.TryUnprotect(read, out var length) ? read[12..length] : null;
    }

    private static byte[] Report() => [0x80, 200, 0, 6, 0xCA, 0xFE, 0xBA, 0xBE, .. Enumerable.Range(1, 20).Select(i => (byte)i)];

    private static byte[] ProtectReport(SrtpSender sender)
    {
        var buffer = new byte[64];
        Report().CopyTo(buffer, 0);
        return buffer[..sender.ProtectReport(buffer, Report().Length)];
    }
}
