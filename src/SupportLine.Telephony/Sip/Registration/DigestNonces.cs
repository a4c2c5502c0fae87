using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary>
/// Nonces that need no memory to be known again (RFC 7616 section 3.3): a time, a number, and a code over both and the source
/// they were given to, by a key that dies with the process. In the loop alone.
/// </summary>
/// <param name="time">Real time.</param>
internal sealed class DigestNonces(TimeProvider time)
{
    /// <summary>How long one is good for, counted from the beginning of the second it was given in: no longer than its counters are kept.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private const int CodeLength = 12;
    private const int Length = 8 + CodeLength;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly long _began = time.GetTimestamp();
    private uint _issued;

    /// <summary>A new one, unlike all others of this process.</summary>
    public string Issue(IPAddress source)
    {
        Span<byte> nonce = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, Now());
        BinaryPrimitives.WriteUInt32BigEndian(nonce[4..], ++_issued);
        Code(nonce[..8], source, nonce[8..]);

        // Base64 without its padding, which some peers lose: the octets of a challenge are counted.
        return Convert.ToBase64String(nonce).TrimEnd('=');
    }

    /// <summary>Whether it is one of ours, given to that source; how old it is does not matter.</summary>
    public bool IsOurs(string nonce, IPAddress source) => TryRead(nonce, source, out _);

    /// <summary>Whether it is one of ours, given to that source, and not too old.</summary>
    public bool IsGood(string nonce, IPAddress source) => TryRead(nonce, source, out var age) && age < GoodFor;

    private bool TryRead(string nonce, IPAddress source, out TimeSpan age)
    {
        age = default;
        Span<byte> read = stackalloc byte[Length + 1];
        Span<byte> code = stackalloc byte[CodeLength];
        if (nonce.Length != (Length * 8 + 5) / 6 || !Convert.TryFromBase64String(nonce + "=", read, out var length) || length != Length)
        {
            return false;
        }

        Code(read[..8], source, code);
        age = TimeSpan.FromSeconds(Now() - (long)BinaryPrimitives.ReadUInt32BigEndian(read));
        return CryptographicOperations.FixedTimeEquals(code, read[8..Length]);
    }

    /// <summary>Seconds since the start.</summary>
    private uint Now() => (uint)time.GetElapsedTime(_began).TotalSeconds;

    private void Code(ReadOnlySpan<byte> stamped, IPAddress source, Span<byte> code)
    {
        Span<byte> signed = stackalloc byte[8 + 16];
        stamped.CopyTo(signed);
        source.TryWriteBytes(signed[8..], out var length);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, signed[..(8 + length)], whole);
        whole[..CodeLength].CopyTo(code);
    }
}
