namespace SupportLine.Domain.Agents;

/// <summary>What is done for a call that waits: a closed set.</summary>
public abstract record QueueDecision
{
    private QueueDecision()
    {
    }

    /// <summary>These are rung, at once.</summary>
    /// <param name="Agents">At least one, the one to be rung first in front.</param>
    public sealed record Ring(IReadOnlyList<Agent> Agents) : QueueDecision;

    /// <summary>It waits.</summary>
    /// <param name="Position">Its place among those of its line, from 1.</param>
    /// <param name="OnDuty">Agents who could take it, sooner or later.</param>
    public sealed record Wait(int Position, int OnDuty) : QueueDecision;

    /// <summary>It waits no longer.</summary>
    public sealed record Overflow(OverflowReason Reason) : QueueDecision;
}
