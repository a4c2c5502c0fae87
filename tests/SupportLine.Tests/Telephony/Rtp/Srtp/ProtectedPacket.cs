using System.Buffers.Binary;

namespace SupportLine.Tests.Telephony.Rtp.Srtp;

/// <summary>Packets to be protected, whose payload is made of their number.</summary>
internal static class ProtectedPacket
{
    public const int Payload = 160;

    public static byte[] Of(long number, uint ssrc = 0xCAFEBABE)
    {
        var packet = new byte[12 + Payload + 16];
        packet[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)number * 160);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        Says(number).CopyTo(packet.AsSpan(12));
        return packet;
    }

    public static byte[] Says(long number) => [.. Enumerable.Range(0, Payload).Select(i => (byte)((number * 31) + i))];
}
