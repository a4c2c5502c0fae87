namespace SupportLine.Telephony.Sip.Registration;

/// <summary>Algorithms of RFC 8760 that this platform has; their <c>-sess</c> forms are told apart beside it.</summary>
internal enum DigestAlgorithm
{
    /// <summary>What RFC 3261 began with, and what a challenge without an algorithm means.</summary>
    Md5,

    Sha256,
}
