namespace SupportLine.Domain.Contracts;

/// <summary>The number a call comes from, as trunks and phones put it.</summary>
public static class CallerNumber
{
    private static readonly string[] Withheld = ["anonymous", "restricted", "private", "unavailable", "unknown", "withheld"];

    /// <summary>
    /// E.164 for a number of the public network, an extension or user name as it was sent, and empty when withheld
    /// (RFC 3323: <c>anonymous</c>).
    /// </summary>
    /// <param name="user">User part of the caller's address.</param>
    /// <param name="region">The line's country, for national forms.</param>
    public static string Normalise(string? user, string region)
    {
        var text = user?.Split(';')[0].Trim() ?? "";
        if (Withheld.Contains(text, StringComparer.OrdinalIgnoreCase)) return "";
        return TelephoneNumber.ToE164(text, region) ?? text;
    }
}
