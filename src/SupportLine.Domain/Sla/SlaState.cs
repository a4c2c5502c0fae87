using NodaTime;

namespace SupportLine.Domain.Sla;

/// <summary>Where a ticket's first response stands.</summary>
/// <param name="DueAt">When it is due, pauses so far counted; null when no time is promised, or while it is paused.</param>
/// <param name="WarnAt">When somebody is warned; null with <paramref name="DueAt"/>.</param>
/// <param name="RespondedAt">When support responded first; null while it has not.</param>
/// <param name="Paused">Whether the clock stands still: support waits for the customer.</param>
/// <param name="IsBreached">Whether the response came too late, or has not come and is late.</param>
internal sealed record SlaState(Instant? DueAt, Instant? WarnAt, Instant? RespondedAt, bool Paused, bool IsBreached);
