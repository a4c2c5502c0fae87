using System.Security.Cryptography;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>Random identifiers that nobody can guess (RFC 3261 section 19.3).</summary>
internal static class Tokens
{
    public static string Tag() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    public static string Branch() => RandomNumberGenerator.GetHexString(20, lowercase: true);

    public static string CallId() => RandomNumberGenerator.GetHexString(24, lowercase: true);
}
