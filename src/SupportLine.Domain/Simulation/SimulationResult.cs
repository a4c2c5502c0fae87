using NodaTime;

namespace SupportLine.Domain.Simulation;

/// <summary>What a simulated year came to.</summary>
public sealed record SimulationResult
{
    public required string LineId { get; init; }

    public required string Title { get; init; }

    public required int Year { get; init; }

    public required int Seed { get; init; }

    public required int Calls { get; init; }

    /// <summary>Calls while support was open.</summary>
    public required int Open { get; init; }

    public required IReadOnlyDictionary<SimulatedOutcome, int> Outcomes { get; init; }

    /// <summary>Calls of callers whose right to support was not proven.</summary>
    public required int Unproven { get; init; }

    /// <summary>Requests for which something was missing.</summary>
    public required int Lacking { get; init; }

    /// <summary>Calls within four hours of a change of the clocks.</summary>
    public required int ClockChanges { get; init; }

    /// <summary>Calls on days on which support is closed by exception, or open by one.</summary>
    public required int Holidays { get; init; }

    /// <summary>Calls on a 29th of February.</summary>
    public required int LeapDay { get; init; }

    /// <summary>Times from a call to the answer that was promised: the median, and that of the slowest twentieth; null where none is promised.</summary>
    public required Duration? MedianDue { get; init; }

    public required Duration? LateDue { get; init; }

    /// <summary>The first calls that would have rung and met a hole in the rota.</summary>
    public required IReadOnlyList<(int Call, Instant At)> RotaGaps { get; init; }

    /// <summary>The first broken promises, and the first of each kind.</summary>
    public required IReadOnlyList<BrokenPromise> Broken { get; init; }

    /// <summary>All broken promises.</summary>
    public required int BrokenCount { get; init; }

    /// <summary>Calls by day of the year (0 to 365), hour (0 to 23) and outcome, in the line's zone.</summary>
    public required IReadOnlyDictionary<(int Day, int Hour), int[]> Heat { get; init; }
}
