using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>AES in counter mode as RFC 3711 section 4.1.1 has it, and the key derivation that uses it (section 4.3).</summary>
internal sealed class SrtpCipher : IDisposable
{
    private const int Block = 16;

    /// <summary>Longest run of octets at a time; no datagram of a call is longer.</summary>
    private const int Longest = 2048;

    // A thread's, not a call's: a keystream is used up before the next is made.
    [ThreadStatic]
    private static byte[]? s_counters;

    [ThreadStatic]
    private static byte[]? s_keystream;

    private readonly Aes _aes;
    private readonly ICryptoTransform _encryptor;

    public SrtpCipher(ReadOnlySpan<byte> key)
    {
        _aes = Aes.Create();
        _aes.SetKey(key);
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _encryptor = _aes.CreateEncryptor();
    }

    /// <summary>Makes a session key of a master key: never derived anew, as no SDES offer of ours asks for that (section 4.3.1).</summary>
    /// <param name="master">The master key.</param>
    /// <param name="label">What it is for (section 4.3.2).</param>
    /// <param name="key">Any length.</param>
    public static void Derive(SrtpMaster master, byte label, Span<byte> key)
    {
        using var cipher = new SrtpCipher(master.Key);
        Span<byte> start = stackalloc byte[Block];
        start.Clear();
        master.Salt.CopyTo(start);
        start[7] ^= label;
        key.Clear();
        cipher.Apply(start, key);
    }

    /// <summary>Encrypts or decrypts in place: both are the same.</summary>
    /// <param name="start">The first counter, 16 octets; the last two are zero.</param>
    /// <param name="data">At most 2,048 octets.</param>
    public void Apply(ReadOnlySpan<byte> start, Span<byte> data)
    {
        // The cipher takes no less than a block; packets without a payload keep ways open (RFC 6263 section 4.6).
        if (data.IsEmpty) return;
        var counters = s_counters ??= new byte[Longest];
        var keystream = s_keystream ??= new byte[Longest];
        var blocks = (data.Length + Block - 1) / Block;
        for (var i = 0; i < blocks; i++)
        {
            var counter = counters.AsSpan(i * Block, Block);
            start.CopyTo(counter);
            BinaryPrimitives.WriteUInt16BigEndian(counter[14..], (ushort)i);
        }

        _encryptor.TransformBlock(counters, 0, blocks * Block, keystream, 0);
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        var keyWords = MemoryMarshal.Cast<byte, ulong>(keystream.AsSpan());
        for (var i = 0; i < words.Length; i++)
        {
            words[i] ^= keyWords[i];
        }

        for (var i = words.Length * sizeof(ulong); i < data.Length; i++)
        {
            data[i] ^= keystream[i];
        }
    }

    public void Dispose()
    {
        _encryptor.Dispose();
        _aes.Dispose();
    }
}
