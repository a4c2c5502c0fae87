namespace SupportLine.Telephony.Calls;

/// <summary>Whether audio is encrypted: SRTP with keys in the SDP (RFC 3711, RFC 4568).</summary>
public enum MediaEncryption
{
    /// <summary>Never; an offer that insists is refused by 488.</summary>
    Off,

    /// <summary>With who can, in clear with who cannot.</summary>
    Preferred,

    /// <summary>Always; an offer or an answer in clear is refused.</summary>
    Required,
}
