using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Agents;

/// <summary>Decides who is rung next. Nothing but its arguments is looked at.</summary>
public static class QueueRule
{
    /// <param name="terms">Of the call's line.</param>
    /// <param name="call">The call asked about.</param>
    /// <param name="waiting">Every call that waits, of any line, this one among them or not.</param>
    /// <param name="agents">Every agent.</param>
    /// <param name="now">Business time.</param>
    public static QueueDecision Decide(
        QueueTerms terms, QueuedCall call, IReadOnlyCollection<QueuedCall> waiting, IReadOnlyCollection<AgentStanding> agents, Instant now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(agents);
        var able = agents.Where(agent => agent.State.IsOnDuty && agent.Agent.LevelFor(call) > 0).ToList();
        if (able.Count == 0) return new QueueDecision.Overflow(OverflowReason.NobodyOnDuty);
        var ahead = waiting.Where(other => other.Id != call.Id && IsBefore(other, call)).ToList();
        var free = agents.Where(agent => agent.State.IsFreeAt(now)).ToList();
        foreach (var other in ahead.Where(other => !other.IsRung).Order(Comparer<QueuedCall>.Create(Compare)))
        {
            // Whoever is before takes one: by ring-all too, for of all who are rung one will talk.
            if (Best(other, free).FirstOrDefault() is { } taken) free.Remove(taken);
        }

        if (Best(call, free).Select(agent => agent.Agent).ToList() is { Count: > 0 } ready)
        {
            return new QueueDecision.Ring(terms.Strategy == QueueStrategy.RingAll ? ready : ready[..1]);
        }

        var before = ahead.Count(other => other.LineId == call.LineId);
        if (terms.OverflowAfter is { } longest && now - call.JoinedAt >= longest) return new QueueDecision.Overflow(OverflowReason.WaitedTooLong);
        return terms.OverflowWaiting is { } most && before >= most
            ? new QueueDecision.Overflow(OverflowReason.TooManyWaiting)
            : new QueueDecision.Wait(before + 1, able.Count);
    }

    /// <summary>Those who can take it, the best first: who knows the product best, and of these who has waited longest.</summary>
    private static IOrderedEnumerable<AgentStanding> Best(QueuedCall call, IEnumerable<AgentStanding> free) => free
        .Where(agent => agent.Agent.LevelFor(call) > 0)
        .OrderByDescending(agent => agent.Agent.LevelFor(call))
        .ThenBy(agent => agent.State.IdleSince)
        .ThenBy(agent => agent.Agent.Id, StringComparer.Ordinal);

    private static bool IsBefore(QueuedCall one, QueuedCall other) => Compare(one, other) < 0;

    /// <summary>Total: two who came at one instant keep the order of their ids.</summary>
    private static int Compare(QueuedCall one, QueuedCall other)
    {
        var byPlace = one.Place.CompareTo(other.Place);
        if (byPlace != 0) return byPlace;
        var byTime = one.JoinedAt.CompareTo(other.JoinedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(one.Id, other.Id);
    }
}
