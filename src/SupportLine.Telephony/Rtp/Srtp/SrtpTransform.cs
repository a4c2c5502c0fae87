using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>The session keys of one direction, for packets or for reports, and what is done with them.</summary>
internal sealed class SrtpTransform : IDisposable
{
    private const byte PacketLabels = 0;
    private const byte ReportLabels = 3;
    private const int Sha1Length = 20;

    private readonly SrtpCipher _cipher;
    private readonly IncrementalHash _hash;
    private readonly byte[] _salt = new byte[SrtpSuiteTraits.SaltLength];
    private readonly int _tagLength;

    private SrtpTransform(SrtpMaster master, byte labels, int tagLength)
    {
        Span<byte> key = stackalloc byte[master.Suite.KeyLength()];
        Span<byte> authentication = stackalloc byte[SrtpSuiteTraits.AuthenticationKeyLength];
        SrtpCipher.Derive(master, labels, key);
        SrtpCipher.Derive(master, (byte)(labels + 1), authentication);
        SrtpCipher.Derive(master, (byte)(labels + 2), _salt);
        _cipher = new SrtpCipher(key);
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, authentication);
        _tagLength = tagLength;
        key.Clear();
        authentication.Clear();
    }

    public static SrtpTransform OfPackets(SrtpMaster master) => new(master, PacketLabels, master.Suite.TagLength());

    public static SrtpTransform OfReports(SrtpMaster master) => new(master, ReportLabels, SrtpSuiteTraits.ReportTagLength);

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="data">A payload.</param>
    /// <param name="ssrc">Its sender.</param>
    /// <param name="index">48 bits of a packet, 31 of a report (RFC 3711 section 4.1.1).</param>
    public void Crypt(Span<byte> data, uint ssrc, long index)
    {
        Span<byte> start = stackalloc byte[16];
        start.Clear();
        _salt.CopyTo(start);
        var low = start[8..];
        BinaryPrimitives.WriteUInt32BigEndian(start[4..], BinaryPrimitives.ReadUInt32BigEndian(start[4..]) ^ ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(low, BinaryPrimitives.ReadUInt64BigEndian(low) ^ ((ulong)index << 16));
        _cipher.Apply(start, data);
    }

    /// <summary>Writes the tag of a packet, whose roll-over counter is authenticated and not sent (section 4.2).</summary>
    public void Sign(ReadOnlySpan<byte> authenticated, uint rollOver, Span<byte> tag)
    {
        Span<byte> counter = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, rollOver);
        _hash.AppendData(authenticated);
        _hash.AppendData(counter);
        Finish(tag);
    }

    /// <summary>Writes the tag of a report.</summary>
    public void Sign(ReadOnlySpan<byte> authenticated, Span<byte> tag)
    {
        _hash.AppendData(authenticated);
        Finish(tag);
    }

    public bool IsSigned(ReadOnlySpan<byte> authenticated, uint rollOver, ReadOnlySpan<byte> tag)
    {
        Span<byte> right = stackalloc byte[_tagLength];
        Sign(authenticated, rollOver, right);
        return CryptographicOperations.FixedTimeEquals(right, tag);
    }

    public bool IsSigned(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> tag)
    {
        Span<byte> right = stackalloc byte[_tagLength];
        Sign(authenticated, right);
        return CryptographicOperations.FixedTimeEquals(right, tag);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _hash.Dispose();
    }

    private void Finish(Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[Sha1Length];
        _hash.GetHashAndReset(whole);
        whole[.._tagLength].CopyTo(tag);
    }
}
