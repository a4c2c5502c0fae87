using NodaTime;

namespace SupportLine.Domain.Calls;

/// <summary>A call that came in.</summary>
/// <param name="Id">The leg's id.</param>
/// <param name="LineId">Line, or null for a diagnostic number.</param>
/// <param name="Dialled">Number dialled.</param>
/// <param name="CallerNumber">Empty when withheld.</param>
/// <param name="StartedAt">Business time.</param>
/// <param name="EndedAt">Business time; null while it lasts.</param>
/// <param name="Ending">Null while it lasts.</param>
public sealed record CallRecord(
    string Id,
    string? LineId,
    string Dialled,
    string CallerNumber,
    Instant StartedAt,
    Instant? EndedAt,
    CallEnding? Ending);
