namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>What follows from a suite.</summary>
internal static class SrtpSuiteTraits
{
    /// <summary>Octets of every suite's master and session salt.</summary>
    public const int SaltLength = 14;

    /// <summary>Octets of every suite's session authentication key.</summary>
    public const int AuthenticationKeyLength = 20;

    /// <summary>Octets of a report's tag: 80 bits, also where that of a packet is shorter (RFC 4568 section 6.2.2).</summary>
    public const int ReportTagLength = 10;

    /// <summary>The name in <c>a=crypto</c>.</summary>
    public static string Name(this SrtpSuite suite) => suite switch
    {
        SrtpSuite.AesCm128HmacSha1Tag80 => "AES_CM_128_HMAC_SHA1_80",
        SrtpSuite.AesCm128HmacSha1Tag32 => "AES_CM_128_HMAC_SHA1_32",
        SrtpSuite.AesCm256HmacSha1Tag80 => "AES_256_CM_HMAC_SHA1_80",
        _ => "AES_256_CM_HMAC_SHA1_32",
    };

    /// <summary>The suite of a name; null for one that is not spoken here.</summary>
    public static SrtpSuite? Of(string name) => name.ToUpperInvariant() switch
    {
        "AES_CM_128_HMAC_SHA1_80" => SrtpSuite.AesCm128HmacSha1Tag80,
        "AES_CM_128_HMAC_SHA1_32" => SrtpSuite.AesCm128HmacSha1Tag32,
        // The second is how it was called before RFC 6188, and how some phones still write it.
        "AES_256_CM_HMAC_SHA1_80" or "AES_CM_256_HMAC_SHA1_80" => SrtpSuite.AesCm256HmacSha1Tag80,
        "AES_256_CM_HMAC_SHA1_32" or "AES_CM_256_HMAC_SHA1_32" => SrtpSuite.AesCm256HmacSha1Tag32,
        _ => null,
    };

    /// <summary>Octets of the master and session encryption key.</summary>
    public static int KeyLength(this SrtpSuite suite) =>
        suite is SrtpSuite.AesCm128HmacSha1Tag80 or SrtpSuite.AesCm128HmacSha1Tag32 ? 16 : 32;

    /// <summary>Octets of the tag behind a packet.</summary>
    public static int TagLength(this SrtpSuite suite) =>
        suite is SrtpSuite.AesCm128HmacSha1Tag80 or SrtpSuite.AesCm256HmacSha1Tag80 ? 10 : 4;
}
