using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using SupportLine.Server.Control;

namespace SupportLine.Server.Traces;

/// <summary>
/// Messages as a classic pcap file of bare IP packets (LINKTYPE_RAW, 101). Each is a UDP datagram, also what went by TCP or TLS:
/// of those there are only the messages, and every reader decodes a whole one in a datagram without the connection around it.
/// </summary>
/// <param name="file">Written as messages come.</param>
internal sealed class PcapWriter(Stream file)
{
    private const uint Magic = 0xa1b2c3d4;
    private const int LinkTypeRaw = 101;
    private const int SnapLength = 65_535;
    private const int UdpHeader = 8;
    private const byte Udp = 17;

    public void Begin()
    {
        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], LinkTypeRaw);
        file.Write(head);
        file.Flush();
    }

    public void Add(TraceLine line)
    {
        var (local, remote) = (IPEndPoint.Parse(line.Local), IPEndPoint.Parse(line.Remote));
        var packet = line.IsSent ? Packet(local, remote, line.Octets) : Packet(remote, local, line.Octets);
        Span<byte> record = stackalloc byte[16];
        var microseconds = (line.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], packet.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], packet.Length);
        file.Write(record);
        file.Write(packet);
        file.Flush();
    }

    private static byte[] Packet(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> message)
    {
        var isV6 = from.AddressFamily == AddressFamily.InterNetworkV6;
        var header = isV6 ? 40 : 20;

        // An IP packet's length has sixteen bits: the end of a message that a stream alone could carry is cut off.
        message = message[..Math.Min(message.Length, SnapLength - header - UdpHeader)];
        var packet = new byte[header + UdpHeader + message.Length];
        var udp = packet.AsSpan(header);
        message.CopyTo(udp[UdpHeader..]);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        var addresses = isV6 ? Version6(packet, from.Address, to.Address, udp.Length) : Version4(packet, from.Address, to.Address);
        var sum = Checksum(udp, Sum(addresses) + Udp + (uint)udp.Length);

        // Zero would mean that there is none (RFC 768).
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], sum == 0 ? (ushort)0xffff : sum);
        return packet;
    }

    private static Span<byte> Version4(Span<byte> packet, IPAddress from, IPAddress to)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[6] = 0x40;
        packet[8] = 64;
        packet[9] = Udp;
        from.TryWriteBytes(packet[12..], out _);
        to.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(packet[..20], 0));
        return packet[12..20];
    }

    private static Span<byte> Version6(Span<byte> packet, IPAddress from, IPAddress to, int length)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)length);
        packet[6] = Udp;
        packet[7] = 64;
        from.TryWriteBytes(packet[8..], out _);
        to.TryWriteBytes(packet[24..], out _);
        return packet[8..40];
    }

    /// <summary>The Internet checksum (RFC 1071).</summary>
    private static ushort Checksum(ReadOnlySpan<byte> octets, uint begun)
    {
        var sum = begun + Sum(octets);
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> octets)
    {
        var sum = 0u;
        for (var i = 0; i + 1 < octets.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(octets[i..]);
        return octets.Length % 2 == 0 ? sum : sum + ((uint)octets[^1] << 8);
    }
}
