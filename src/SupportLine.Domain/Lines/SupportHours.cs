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
    string Source)
{
    /// <summary>The calendar's id, by which a number of the line refers to it; empty for the only one.</summary>
    public string Id { get; init; } = "";

    /// <summary>Openings of single days, which replace whatever the week and the closed days say of them.</summary>
    public IReadOnlyDictionary<LocalDate, IReadOnlyList<Opening>> OneOff { get; init; } = new Dictionary<LocalDate, IReadOnlyList<Opening>>();
}
