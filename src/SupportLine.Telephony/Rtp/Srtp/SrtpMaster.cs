using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>One direction's master key and salt. Not a record and without a text, so that no log can print it.</summary>
internal sealed class SrtpMaster
{
    private readonly byte[] _keyAndSalt;

    private SrtpMaster(SrtpSuite suite, byte[] keyAndSalt)
    {
        Suite = suite;
        _keyAndSalt = keyAndSalt;
    }

    public SrtpSuite Suite { get; }

    public ReadOnlySpan<byte> Key => _keyAndSalt.AsSpan(0, Suite.KeyLength());

    public ReadOnlySpan<byte> Salt => _keyAndSalt.AsSpan(Suite.KeyLength());

    /// <summary>A new one, from the system's source of randomness.</summary>
    public static SrtpMaster New(SrtpSuite suite) =>
        new(suite, RandomNumberGenerator.GetBytes(suite.KeyLength() + SrtpSuiteTraits.SaltLength));

    /// <summary>The key and then the salt, in base64; false for anything of another length (RFC 4568 section 6.1).</summary>
    public static bool TryParse(SrtpSuite suite, string inline, [NotNullWhen(true)] out SrtpMaster? master)
    {
        master = null;
        var bytes = new byte[suite.KeyLength() + SrtpSuiteTraits.SaltLength];

        // Some leave out the padding.
        var padded = inline.PadRight((inline.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, new byte[bytes.Length + 3], out var length) || length != bytes.Length)
        {
            return false;
        }

        Convert.TryFromBase64String(padded, bytes, out _);
        master = new SrtpMaster(suite, bytes);
        return true;
    }

    /// <summary>For the SDP alone.</summary>
    public string ToInline() => Convert.ToBase64String(_keyAndSalt);

    public bool IsSameAs(SrtpMaster? other) =>
        other is not null && Suite == other.Suite && CryptographicOperations.FixedTimeEquals(_keyAndSalt, other._keyAndSalt);
}
