using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp;

/// <summary>Reports in writing (RFC 3550 section 6): compound packets of a report, who we are, and a goodbye at the end.</summary>
internal static class RtcpPacket
{
    public const byte SenderReport = 200;
    public const byte ReceiverReport = 201;

    /// <summary>Octets of a report block.</summary>
    public const int BlockLength = 24;

    private const byte Description = 202;
    private const byte Goodbye = 203;
    private const byte CanonicalName = 1;

    /// <summary>Writes a report: a sender's where packets were sent, with a block where packets were received.</summary>
    /// <param name="buffer">128 octets are enough.</param>
    /// <param name="ssrc">Ours.</param>
    /// <param name="sent">What we sent; null where nothing was since the last report.</param>
    /// <param name="block">What we received; empty where nothing was.</param>
    public static int WriteReport(Span<byte> buffer, uint ssrc, SentCounts? sent, ReadOnlySpan<byte> block)
    {
        var length = 8;
        if (sent is { } counts)
        {
            BinaryPrimitives.WriteUInt64BigEndian(buffer[8..], counts.Ntp);
            BinaryPrimitives.WriteUInt32BigEndian(buffer[16..], counts.Timestamp);
            BinaryPrimitives.WriteUInt32BigEndian(buffer[20..], counts.Packets);
            BinaryPrimitives.WriteUInt32BigEndian(buffer[24..], counts.Octets);
            length = 28;
        }

        block.CopyTo(buffer[length..]);
        length += block.Length;
        WriteHead(buffer, block.IsEmpty ? 0 : 1, sent is null ? ReceiverReport : SenderReport, length, ssrc);
        return length;
    }

    /// <summary>Writes the block about what was received of one source (section 6.4.1).</summary>
    public static void WriteBlock(Span<byte> block, uint source, ReceiveStatistics statistics, uint lastReport, uint sinceLastReport)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, source);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], statistics.LostHere & 0xFFFFFF);
        block[4] = statistics.TakeFractionLost();
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], statistics.Highest);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], (uint)statistics.Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], lastReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], sinceLastReport);
    }

    /// <summary>Writes who we are: a name that says nothing but which stream it is (RFC 7022).</summary>
    public static int WriteDescription(Span<byte> buffer, uint ssrc)
    {
        const int NameLength = 8;
        buffer[8] = CanonicalName;
        buffer[9] = NameLength;
        ssrc.TryFormat(buffer[10..], out _, "x8", null);
        buffer[(10 + NameLength)..20].Clear();
        WriteHead(buffer, 1, Description, 20, ssrc);
        return 20;
    }

    public static int WriteGoodbye(Span<byte> buffer, uint ssrc)
    {
        WriteHead(buffer, 1, Goodbye, 8, ssrc);
        return 8;
    }

    private static void WriteHead(Span<byte> buffer, int count, byte type, int length, uint ssrc)
    {
        buffer[0] = (byte)(0x80 | count);
        buffer[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)((length / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], ssrc);
    }
}
