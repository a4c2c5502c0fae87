using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>Waits for agents as stored: what estimates and service levels are counted from.</summary>
public interface IQueueStore
{
    Task JoinAsync(QueueWait wait, string node, CancellationToken ct);

    /// <summary>Ends a wait, once.</summary>
    /// <param name="id">The wait.</param>
    /// <param name="outcome">How.</param>
    /// <param name="agentId">Who answered; null when nobody did.</param>
    /// <param name="rungAt">When whoever answered was rung; null when nobody did.</param>
    /// <param name="at">When.</param>
    /// <param name="ct">Cancels it.</param>
    Task LeaveAsync(string id, QueueOutcome outcome, string? agentId, Instant? rungAt, Instant at, CancellationToken ct);

    /// <summary>The talk after a wait is over.</summary>
    Task TalkedAsync(string id, Instant until, CancellationToken ct);

    /// <summary>For how long the last talks of a line had their agents, from the ring to the end of the talk; the latest first.</summary>
    Task<IReadOnlyList<Duration>> LastTalksAsync(string lineId, int most, CancellationToken ct);

    /// <summary>Waits that began within a time, in order, those going on among them.</summary>
    Task<IReadOnlyList<QueueWait>> WaitsAsync(Interval during, CancellationToken ct);

    /// <summary>Ends, as cut off, what a process of this node left when it died.</summary>
    Task CutOffAsync(string node, Instant at, CancellationToken ct);
}
