namespace SupportLine.Telephony.Calls;

/// <summary>The far end as signalling names it.</summary>
/// <param name="Number">User part of the identity used (telephone number or extension); empty when withheld.</param>
/// <param name="DisplayName">Display name, or empty.</param>
/// <param name="Trusted">True only when a configured trunk vouches for the number (RFC 3325).</param>
/// <param name="Trunk">Name of the trunk the leg came by, or null.</param>
public sealed record CallParty(string Number, string DisplayName, bool Trusted, string? Trunk)
{
    /// <summary>Which of the site's phones it is, proven by its password; null for everybody else.</summary>
    public string? Phone { get; init; }
}
