using NodaTime;

namespace SupportLine.Domain.Outbox;

/// <summary>A notification as it stands in the outbox. Times are real time.</summary>
/// <param name="Number">From 1, in the order of commits; it goes along, so that one that comes twice is seen.</param>
/// <param name="Id">Unlike that of any notification of any site.</param>
/// <param name="Notification">What is sent.</param>
/// <param name="CreatedAt">When it was written, with the change it speaks of.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="DueAt">When it is tried next, or was to be.</param>
/// <param name="Since">From when on its tries are counted.</param>
/// <param name="Error">What the last try came to; null when there was none or it was taken.</param>
public sealed record OutboxEntry(
    long Number,
    string Id,
    Notification Notification,
    Instant CreatedAt,
    OutboxState State,
    int Attempts,
    Instant DueAt,
    Instant Since,
    string? Error);
