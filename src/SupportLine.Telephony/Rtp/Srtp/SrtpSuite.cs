namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>How packets are encrypted and authenticated (RFC 4568 section 6.2, RFC 6188 section 3).</summary>
internal enum SrtpSuite
{
    AesCm128HmacSha1Tag80,
    AesCm128HmacSha1Tag32,
    AesCm256HmacSha1Tag80,
    AesCm256HmacSha1Tag32,
}
