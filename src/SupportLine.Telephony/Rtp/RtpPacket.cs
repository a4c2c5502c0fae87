using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp;

/// <summary>A received RTP packet taken apart in place (RFC 3550 section 5.1).</summary>
internal readonly ref struct RtpPacket
{
    public const int HeaderLength = 12;

    private RtpPacket(byte payloadType, ushort sequence, uint timestamp, uint ssrc, ReadOnlySpan<byte> payload)
    {
        PayloadType = payloadType;
        Sequence = sequence;
        Timestamp = timestamp;
        Ssrc = ssrc;
        Payload = payload;
    }

    public byte PayloadType { get; }

    public ushort Sequence { get; }

    public uint Timestamp { get; }

    public uint Ssrc { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>False for anything that is not version 2 or whose lengths do not add up.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        var start = PayloadStart(datagram);
        if (start < 0)
        {
            return false;
        }

        var end = datagram.Length - ((datagram[0] & 0x20) != 0 ? datagram[^1] : 0);
        if (start > end)
        {
            return false;
        }

        packet = new RtpPacket(
            (byte)(datagram[1] & 0x7F),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            datagram[start..end]);
        return true;
    }

    /// <summary>Where the header ends, its sources and its extension included; -1 where that is beyond the datagram.</summary>
    public static int PayloadStart(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < HeaderLength || datagram[0] >> 6 != 2)
        {
            return -1;
        }

        var start = HeaderLength + (4 * (datagram[0] & 0x0F));
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < start + 4)
            {
                return -1;
            }

            start += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(datagram[(start + 2)..]));
        }

        return start <= datagram.Length ? start : -1;
    }

    public static void WriteHeader(Span<byte> packet, bool marker, int payloadType, ushort sequence, uint timestamp, uint ssrc)
    {
        packet[0] = 0x80;
        packet[1] = (byte)((marker ? 0x80 : 0) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);
    }
}
