using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Sla;

/// <summary>Follows a ticket's first response through its history: pauses, changes of severity, the response itself.</summary>
internal static class SlaClock
{
    /// <param name="line">The line's terms, under the support hours that hold for the ticket.</param>
    /// <param name="history">The ticket's, from its raising on; not empty.</param>
    /// <param name="now">Business time.</param>
    public static SlaState At(Line line, IReadOnlyList<TicketEvent> history, Instant now)
    {
        var raised = history[0].At;
        var severity = "";
        Instant? responded = null;
        Instant? pausedSince = null;
        var isPromised = true;
        var pauses = new List<Interval>();
        foreach (var step in history)
        {
            if (step.At > now) break;
            if (responded is null && IsResponse(step)) responded = step.At;

            // Somebody took it all the same: from then on it counts as any other.
            if (step.Change is TicketChange.EntitlementLacked) isPromised = false;
            if (step.Change is TicketChange.EntitlementOverridden && !isPromised) (isPromised, raised) = (true, step.At);
            severity = step.Change switch
            {
                TicketChange.Raised first => first.Severity,
                TicketChange.SeverityVerified verified => verified.To,
                _ => severity,
            };
            var status = step.Change switch
            {
                TicketChange.Raised first => first.Status,
                TicketChange.StatusSet set => set.To,
                _ => null,
            };
            if (status is null || responded is not null) continue;
            if (line.FindStatus(status) is { PausesClock: true })
            {
                pausedSince ??= step.At;
            }
            else if (pausedSince is { } since)
            {
                pauses.Add(new Interval(since, step.At));
                pausedSince = null;
            }
        }

        var paused = pausedSince is not null && responded is null;
        var due = isPromised && line.FindSeverity(severity) is { } standing ? Due(line, standing, raised, pauses) : null;
        if (paused) return new SlaState(null, null, responded, true, false);
        var breached = due is { } late && (responded ?? now) > late;
        return new SlaState(due, due - line.WarnBeforeDue.Value, responded, false, breached);
    }

    /// <summary>A pause puts the due time off by the time that would have counted.</summary>
    private static Instant? Due(Line line, Severity severity, Instant raised, List<Interval> pauses)
    {
        if (FirstResponse.Due(line.Hours, severity, raised) is not { } due) return null;
        var aroundTheClock = severity.OutOfHours is { } night && due == raised + night;
        foreach (var pause in pauses.Where(pause => pause.Start < due))
        {
            due = aroundTheClock
                ? due + pause.Duration
                : line.Hours.AddSupportTime(due, line.Hours.SupportTimeBetween(pause.Start, pause.End));
        }

        return due;
    }

    /// <summary>Support spoke or wrote to the customer, or took the ticket up; what the system does is no response.</summary>
    private static bool IsResponse(TicketEvent step)
    {
        if (step.Change is TicketChange.Connected) return true;
        var support = step.Actor.StartsWith("agent:", StringComparison.Ordinal) || step.Actor.StartsWith("engineer:", StringComparison.Ordinal);
        return support && step.Change is TicketChange.Noted or TicketChange.VoiceNoted or TicketChange.SolutionProposed
            or TicketChange.StatusSet or TicketChange.EscalationMoved { State: "accepted" };
    }
}
