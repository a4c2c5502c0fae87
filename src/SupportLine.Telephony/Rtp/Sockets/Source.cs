using System.Buffers.Binary;
using System.Net;

namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>An address and port as a value, compared without allocation. Read from the bytes of a <c>sockaddr</c>.</summary>
/// <param name="High">Upper half of an IPv6 address; zero for IPv4.</param>
/// <param name="Low">Lower half, or the IPv4 address.</param>
/// <param name="Port">Port.</param>
internal readonly record struct Source(ulong High, ulong Low, ushort Port)
{
    /// <summary>Bytes that hold either family's <c>sockaddr</c>.</summary>
    public const int AddressLength = 28;

    private const int LengthOfIPv4 = 16;

    public static Source Of(IPEndPoint endpoint)
    {
        Span<byte> address = stackalloc byte[16];
        endpoint.Address.TryWriteBytes(address, out var length);
        return length == 4
            ? new Source(0, BinaryPrimitives.ReadUInt32BigEndian(address), (ushort)endpoint.Port)
            : new Source(BinaryPrimitives.ReadUInt64BigEndian(address), BinaryPrimitives.ReadUInt64BigEndian(address[8..]), (ushort)endpoint.Port);
    }

    /// <param name="address">A <c>sockaddr_in</c> or <c>sockaddr_in6</c>.</param>
    /// <param name="length">Its length.</param>
    public static Source Of(ReadOnlySpan<byte> address, int length)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
        return length <= LengthOfIPv4
            ? new Source(0, BinaryPrimitives.ReadUInt32BigEndian(address[4..]), port)
            : new Source(BinaryPrimitives.ReadUInt64BigEndian(address[8..]), BinaryPrimitives.ReadUInt64BigEndian(address[16..]), port);
    }

    /// <summary>Whether both have one address, whatever their ports.</summary>
    public bool IsAt(Source other) => High == other.High && Low == other.Low;

    public IPEndPoint ToEndPoint()
    {
        Span<byte> address = stackalloc byte[16];
        if (High == 0 && Low <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(address, (uint)Low);
            return new IPEndPoint(new IPAddress(address[..4]), Port);
        }

        BinaryPrimitives.WriteUInt64BigEndian(address, High);
        BinaryPrimitives.WriteUInt64BigEndian(address[8..], Low);
        return new IPEndPoint(new IPAddress(address), Port);
    }
}
