using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Agents;

/// <summary>Decides who is rung next. Nothing but its arguments is looked at.</summary>
public static class QueueRule
{
    /// <param name="terms">Of the call's line.</param>
    /// <param name="call">The call asked about.</param>
    /// <param name="outlook">How it stands for it.</param>
    /// <param name="now">Business time.</param>
    public static QueueDecision Decide(QueueTerms terms, QueuedCall call, QueueOutlook outlook, Instant now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(outlook);
        if (outlook.OnDuty == 0) return new QueueDecision.Overflow(OverflowReason.NobodyOnDuty);
        if (outlook.Ready.Count > 0)
        {
            return new QueueDecision.Ring(terms.Strategy == QueueStrategy.RingAll ? outlook.Ready : [outlook.Ready[0]]);
        }

        if (terms.OverflowAfter is { } longest && now - call.JoinedAt >= longest) return new QueueDecision.Overflow(OverflowReason.WaitedTooLong);
        return terms.OverflowWaiting is { } most && outlook.Before >= most
            ? new QueueDecision.Overflow(OverflowReason.TooManyWaiting)
            : new QueueDecision.Wait(outlook.Before + 1, outlook.OnDuty);
    }

    /// <summary>How it stands for each of those who wait, by the call's id: looked at once for all of them.</summary>
    /// <param name="waiting">Every call that waits, of any line.</param>
    /// <param name="agents">Every agent.</param>
    /// <param name="now">Business time.</param>
    public static IReadOnlyDictionary<string, QueueOutlook> Look(
        IReadOnlyCollection<QueuedCall> waiting, IReadOnlyCollection<AgentStanding> agents, Instant now)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(agents);
        var free = agents.Where(agent => agent.State.IsFreeAt(now)).ToList();
        var before = new Dictionary<string, int>();
        var onDuty = new Dictionary<(string Line, string? Product, string Language), int>();
        var outlooks = new Dictionary<string, QueueOutlook>(waiting.Count);
        foreach (var call in InOrder(waiting))
        {
            var ready = free.Count == 0 || call.IsRung ? [] : Best(call, free).ToList();

            // Whoever is before takes one: by ring-all too, for of all who are rung one will talk.
            if (ready.Count > 0) free.Remove(ready[0]);
            var able = (call.LineId, call.Product, call.Language);
            if (!onDuty.ContainsKey(able)) onDuty[able] = agents.Count(agent => agent.State.IsOnDuty && agent.Agent.LevelFor(call) > 0);
            var place = before.GetValueOrDefault(call.LineId);
            before[call.LineId] = place + 1;
            outlooks[call.Id] = new QueueOutlook([.. ready.Select(agent => agent.Agent)], place, onDuty[able]);
        }

        return outlooks;
    }

    /// <summary>Those who wait, as they are served.</summary>
    public static IEnumerable<QueuedCall> InOrder(IEnumerable<QueuedCall> waiting) => waiting.Order(Comparer<QueuedCall>.Create(Compare));

    /// <summary>Those who can take it, the best first: who knows the product best, and of these who has waited longest.</summary>
    private static IOrderedEnumerable<AgentStanding> Best(QueuedCall call, IEnumerable<AgentStanding> free) => free
        .Where(agent => agent.Agent.LevelFor(call) > 0)
        .OrderByDescending(agent => agent.Agent.LevelFor(call))
        .ThenBy(agent => agent.State.IdleSince)
        .ThenBy(agent => agent.Agent.Id, StringComparer.Ordinal);

    /// <summary>Total: two who came at one instant keep the order of their ids.</summary>
    private static int Compare(QueuedCall one, QueuedCall other)
    {
        var byPlace = one.Place.CompareTo(other.Place);
        if (byPlace != 0) return byPlace;
        var byTime = one.JoinedAt.CompareTo(other.JoinedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(one.Id, other.Id);
    }
}
