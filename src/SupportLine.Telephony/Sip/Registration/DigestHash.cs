using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary>Hashes as digest authentication writes them: lower-case hexadecimal.</summary>
internal static class DigestHash
{
    [SuppressMessage("Security", "CA5351", Justification = "RFC 3261 section 22.4 made MD5 what every peer has; SHA-256 is preferred where a peer has it (RFC 8760).")]
    public static string Hex(DigestAlgorithm algorithm, ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[32];
        var length = algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(data, hash) : MD5.HashData(data, hash);
        return Convert.ToHexStringLower(hash[..length]);
    }

    public static string Hex(DigestAlgorithm algorithm, string text) => Hex(algorithm, Encoding.UTF8.GetBytes(text));

    /// <summary>In a time that tells nothing of where they differ.</summary>
    public static bool AreEqual(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.ToLowerInvariant()), Encoding.UTF8.GetBytes(expected));
}
