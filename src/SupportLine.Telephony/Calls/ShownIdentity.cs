namespace SupportLine.Telephony.Calls;

/// <summary>As whom our calls show themselves to a trunk.</summary>
public enum ShownIdentity
{
    /// <summary>From is the line's number.</summary>
    Line,

    /// <summary>
    /// From is our account, the line's number stands beside it in P-Asserted-Identity (RFC 3325), as carriers want it that let a
    /// customer show several numbers.
    /// </summary>
    Account,

    /// <summary>From is the line's number, and P-Asserted-Identity too, for carriers that show nothing else.</summary>
    Asserted,

    /// <summary>From is anonymous; the line's number is told to the carrier alone (RFC 3323 section 4.1.1.3, RFC 3325 section 7).</summary>
    Private,
}
