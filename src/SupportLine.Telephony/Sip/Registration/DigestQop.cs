namespace SupportLine.Telephony.Sip.Registration;

/// <summary>Quality of protection (RFC 7616 section 3.4).</summary>
[Flags]
internal enum DigestQop
{
    /// <summary>The form of RFC 2069, without a counter.</summary>
    None = 0,

    /// <summary>Method and URI are protected.</summary>
    Auth = 1,

    /// <summary>And the body.</summary>
    AuthInt = 2,
}
