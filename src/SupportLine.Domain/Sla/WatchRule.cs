using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Sla;

/// <summary>
/// What is to be done about a ticket at a moment without anybody asking: a warning before its first response is due, the
/// record that it was missed, its closing when a proposed solution was not answered (XIV-08).
/// </summary>
public static class WatchRule
{
    /// <summary>A response that comes at the due moment itself is in time.</summary>
    private static readonly Duration JustAfter = Duration.FromTicks(1);

    /// <param name="terms">The line's.</param>
    /// <param name="ticket">As it stands.</param>
    /// <param name="history">The ticket's, whole; not empty.</param>
    /// <param name="now">Business time.</param>
    public static TicketLook Look(Line terms, Ticket ticket, IReadOnlyList<TicketEvent> history, Instant now)
    {
        var line = terms.WithCalendar(ticket.Calendar);
        if (SolutionRule.Lapse(line, ticket, history, now) is SolutionRule.Accepted lapse) return new TicketLook(lapse.Changes, ticket.DueAt, null);
        if (line.FindStatus(ticket.Status) is { IsEnd: true }) return new TicketLook([], ticket.DueAt, null);

        var closes = SolutionRule.ClosesAt(line, ticket, history);
        var state = SlaClock.At(line, history, now);
        if (state is not { DueAt: { } due, WarnAt: { } warn }) return new TicketLook([], state.DueAt, closes);

        var changes = new List<TicketChange>();
        var missed = history.Any(step => step.Change is TicketChange.ResponseMissed told && told.Severity == ticket.Severity);
        var warned = missed || Standing(history).Any(step => step.Change is TicketChange.ResponseWarned told && told.Severity == ticket.Severity);
        if (state.IsBreached && !missed) changes.Add(new TicketChange.ResponseMissed(ticket.Severity));
        else if (state.RespondedAt is null && warn <= now && !warned) changes.Add(new TicketChange.ResponseWarned(ticket.Severity));

        Instant?[] moments = state.RespondedAt is null ? [warned ? null : warn, missed ? null : due + JustAfter, closes] : [closes];
        return new TicketLook(changes, due, moments.Where(moment => moment > now).Min());
    }

    /// <summary>What was told under the due time that holds now: a pause or another severity sets another.</summary>
    private static IEnumerable<TicketEvent> Standing(IReadOnlyList<TicketEvent> history) =>
        history.Reverse().TakeWhile(step => step.Change is not (TicketChange.StatusSet or TicketChange.SeverityVerified));
}
