using System.Buffers.Binary;
using FsCheck.Xunit;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;

namespace SupportLine.Tests.Telephony.Rtp;

public sealed class ReportTests : IDisposable
{
    private readonly MediaRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_peer_is_told_what_was_sent_and_what_was_lost()
    {
        var phone = _rig.Connect();
        var telling = phone.Session.PlayAsync(MediaRig.Say(30), default);
        for (var i = 0; i < 40; i++)
        {
            await phone.HearAsync();
            if (i is >= 10 and < 20)
            {
                phone.Sequence++;
                phone.Timestamp += 160;
            }
            else
            {
                phone.Talk(MediaRig.ToneCodes(400, 160));
            }
        }

        // On a busy machine the first report may come before the last word.
        var report = await phone.ReportAsync();
        while (Word(report, 36) != phone.Sequence - 1u)
        {
            report = await phone.ReportAsync();
        }

        Assert.Equal(RtcpPacket.SenderReport, report[1]);
        var heard = await phone.HearAsync();
        Assert.Equal(heard.Ssrc, Word(report, 4));
        Assert.InRange(Word(report, 20), 40u, 600u);
        Assert.Equal(160 * Word(report, 20), Word(report, 24));
        Assert.Equal(phone.Ssrc, Word(report, 28));
        Assert.Equal(10u, Word(report, 32) & 0xFFFFFF);
        Assert.InRange(report[32], 0, 128);
        Assert.Equal(202, report[53]);
        phone.Session.End(default);
        await Assert.ThrowsAsync<CallEndedException>(() => telling);
        Assert.Contains((byte)203, (await phone.ReportAsync()).AsEnumerable());
    }

    [Fact]
    public async Task What_the_peer_reports_is_in_the_call_s_quality()
    {
        var phone = _rig.Connect();
        var telling = phone.Session.PlayAsync(MediaRig.Say(10), default);
        var ours = (await phone.HearAsync()).Ssrc;
        phone.Talk(MediaRig.ToneCodes(400, 160));
        var theirs = await phone.ReportAsync();

        // It heard our report at once and answers at once.
        var block = new byte[32];
        block[0] = 0x81;
        block[1] = RtcpPacket.ReceiverReport;
        block[3] = 7;
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(4), phone.Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(8), ours);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(12), 0x40000000 | 7);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(20), 80);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(24), Word(theirs, 10));
        await MediaRig.UntilAsync(phone, () =>
        {
            phone.Send(block);
            return phone.Session.Quality.PacketsLostThere is not null;
        });

        var quality = phone.Session.Quality;
        Assert.Equal(7, quality.PacketsLostThere);
        Assert.Equal(10, quality.JitterThereMs);
        Assert.InRange(quality.RoundTripMs!.Value, 0, 2000);
        Assert.False(telling.IsCompleted);
    }

    [Fact]
    public async Task A_peer_that_falls_silent_is_noticed_and_one_on_hold_is_not()
    {
        var phone = _rig.Connect();
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        phone.Session.Watch(TimeSpan.FromMilliseconds(300), () => noticed.TrySetResult());
        await noticed.Task.WaitAsync(Phone.Patience);

        var held = _rig.Connect("RTP/AVP 0\r\na=recvonly\r\n");
        var wrong = false;
        held.Session.Watch(TimeSpan.FromMilliseconds(100), () => wrong = true);
        await held.Session.PlayAsync(MediaRig.Say(0.5), default).WaitAsync(Phone.Patience);
        Assert.False(wrong);
    }

    [Fact]
    public void A_report_reads_as_it_was_written()
    {
        var statistics = new ReceiveStatistics();
        foreach (var sequence in (ushort[])[65534, 65535, 0, 2, 3])
        {
            statistics.Take(sequence, sequence * 160u, sequence * 160);
        }

        Span<byte> block = stackalloc byte[RtcpPacket.BlockLength];
        RtcpPacket.WriteBlock(block, 7, statistics, 8, 9);
        Span<byte> packet = stackalloc byte[128];
        var length = RtcpPacket.WriteReport(packet, 5, new SentCounts(0x1122334455667788, 1, 2, 3), block);
        length += RtcpPacket.WriteDescription(packet[length..], 5);
        var reader = new RtcpReader(packet[..length]);

        Assert.True(reader.MoveNext());
        Assert.Equal((5u, 0x33445566u), (reader.Sender, reader.SentAt!.Value));
        Assert.Equal(7u, BinaryPrimitives.ReadUInt32BigEndian(reader.Blocks));
        Assert.Equal(0x10003u, BinaryPrimitives.ReadUInt32BigEndian(reader.Blocks[8..]));
        Assert.Equal(1, BinaryPrimitives.ReadInt32BigEndian(reader.Blocks[4..]) & 0xFFFFFF);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void A_clock_that_jumps_as_far_as_it_can_is_no_jitter()
    {
        var statistics = new ReceiveStatistics();
        statistics.Take(1, 0, 0);
        statistics.Take(2, 0x80000000, 0);
        statistics.Take(3, 0, 0);

        Assert.Equal((3, 0.0), (statistics.Received, statistics.Jitter));
    }

    [Property(MaxTest = 500)]
    public void Hostile_reports_are_read_to_their_end(byte[] octets)
    {
        var reader = new RtcpReader(octets);
        for (var reports = 0; reader.MoveNext(); reports++)
        {
            Assert.True(reports <= octets.Length / 8);
            Assert.Equal(0, reader.Blocks.Length % RtcpPacket.BlockLength);
        }
    }

    [Theory]
    [InlineData(1000, 0, 2, 4.2, 4.5)]
    [InlineData(950, 50, 10, 3.0, 4.0)]
    [InlineData(700, 300, 50, 1.0, 2.5)]
    public void Loss_and_jitter_show_in_the_score(long received, long lost, double jitter, double least, double most) =>
        Assert.InRange(new CallQuality(received, lost, jitter).Mos, least, most);

    private static uint Word(byte[] packet, int at) => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(at));
}
