namespace SupportLine.Telephony.Sip.Registration;

/// <summary>What a request's credentials prove.</summary>
internal enum DigestVerdict
{
    /// <summary>There are none for our realm.</summary>
    Missing,

    /// <summary>An unknown name or a wrong password, which look alike.</summary>
    Wrong,

    /// <summary>The password is right, but the nonce is too old or this answer was used before: one with a new nonce will do.</summary>
    Stale,

    /// <summary>The password is right, but the answer was made for somebody else than the Request-URI names (RFC 7616 section 3.4.6).</summary>
    OtherUri,

    /// <summary>Who sent it knows the password.</summary>
    Right,
}
