using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp;

/// <summary>A compound packet of reports taken apart, one report after the other (RFC 3550 section 6).</summary>
/// <param name="compound">As received.</param>
internal ref struct RtcpReader(ReadOnlySpan<byte> compound)
{
    private ReadOnlySpan<byte> _rest = compound;

    /// <summary>Who reports.</summary>
    public uint Sender { get; private set; }

    /// <summary>The middle 32 bits of a sender's NTP time; null in a receiver's report.</summary>
    public uint? SentAt { get; private set; }

    /// <summary>The report's blocks, 24 octets each.</summary>
    public ReadOnlySpan<byte> Blocks { get; private set; }

    /// <summary>Goes to the next report; false at the end, or where lengths do not add up.</summary>
    public bool MoveNext()
    {
        while (_rest.Length >= 8 && _rest[0] >> 6 == 2)
        {
            var length = 4 * (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1);
            if (length > _rest.Length || length < 8)
            {
                return false;
            }

            var packet = _rest[..length];
            _rest = _rest[length..];
            var isSender = packet[1] == RtcpPacket.SenderReport;
            var start = isSender ? 28 : 8;
            var end = start + ((packet[0] & 0x1F) * RtcpPacket.BlockLength);
            if ((isSender || packet[1] == RtcpPacket.ReceiverReport) && end <= length)
            {
                Sender = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
                SentAt = isSender ? BinaryPrimitives.ReadUInt32BigEndian(packet[10..]) : null;
                Blocks = packet[start..end];
                return true;
            }
        }

        return false;
    }
}
