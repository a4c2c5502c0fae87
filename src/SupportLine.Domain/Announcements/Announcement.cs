using NodaTime;

namespace SupportLine.Domain.Announcements;

/// <summary>A failure or maintenance that callers hear about before they raise a ticket (IPX-15).</summary>
/// <param name="Id">Unique.</param>
/// <param name="LineId">The line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Words to be spoken, by language; a language without words hears the general sentence.</param>
/// <param name="Recording">A recording to be played instead, relative to the recordings' folder, or null.</param>
/// <param name="From">First moment it is told.</param>
/// <param name="Until">First moment it no longer is; null until it is closed.</param>
public sealed record Announcement(
    string Id,
    string LineId,
    AnnouncementKind Kind,
    IReadOnlyDictionary<string, string> Text,
    string? Recording,
    Instant From,
    Instant? Until)
{
    /// <summary>Id of the status page (<c>StatusPage</c>) whose address is sent to who asks for support meanwhile; null for none.</summary>
    public string? Page { get; init; }
}
