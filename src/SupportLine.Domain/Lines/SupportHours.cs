using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>When support is open, in the line's own zone.</summary>
/// <param name="Zone">From the tz database.</param>
/// <param name="Openings">Weekly openings; none of them overlaps another.</param>
/// <param name="Closed">Days on which support is closed whatever the week says.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed partial record SupportHours(
    DateTimeZone Zone,
    IReadOnlyList<Opening> Openings,
    IReadOnlySet<LocalDate> Closed,
    string Source);
