using System.Net;

namespace SupportLine.Bench.Capacity;

/// <summary>Each stream goes to a loopback address of its own, by which the meter's one socket tells them apart.</summary>
internal static class StreamAddress
{
    /// <summary>Most streams there can be.</summary>
    public const int Most = 60_000;

    private const uint First = 0x7F01_0001;

    /// <summary>Address of stream number <paramref name="index"/>: from 127.1.0.1 on.</summary>
    public static IPAddress Of(int index)
    {
        var value = First + (uint)index;
        return new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    }

    /// <summary>The number again; out of range for any other address.</summary>
    /// <param name="address">In the network's order, read as big-endian.</param>
    public static int IndexOf(uint address) => (int)(address - First);
}
