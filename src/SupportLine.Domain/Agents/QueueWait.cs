using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>A wait for an agent, as stored; what has not happened yet is null.</summary>
/// <param name="Id">Unique.</param>
/// <param name="LineId">The line.</param>
/// <param name="CallId">The caller's call.</param>
/// <param name="Folio">Digits of the ticket's folio.</param>
/// <param name="JoinedAt">Its beginning.</param>
public sealed record QueueWait(string Id, string LineId, string CallId, string Folio, Instant JoinedAt)
{
    public Instant? LeftAt { get; init; }

    public QueueOutcome? Outcome { get; init; }

    /// <summary>Who answered.</summary>
    public string? AgentId { get; init; }

    /// <summary>When the talk was over.</summary>
    public Instant? TalkedUntil { get; init; }
}
