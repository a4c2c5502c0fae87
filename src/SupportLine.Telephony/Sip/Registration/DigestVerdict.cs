namespace SupportLine.Telephony.Sip.Registration;

/// <summary>What a request's credentials prove.</summary>
internal enum DigestVerdict
{
    /// <summary>There are none for our realm.</summary>
    Missing,

    /// <summary>An unknown name or a wrong password, which look alike, or an answer that was not made for this request.</summary>
    Wrong,

    /// <summary>The password is right, but the nonce is too old or this answer was used before: one with a new nonce will do.</summary>
    Stale,

    /// <summary>Who sent it knows the password.</summary>
    Right,
}
