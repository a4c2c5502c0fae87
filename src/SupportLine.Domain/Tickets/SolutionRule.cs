using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>Proposing a solution, its approval, its refusal, and what silence means (XIV-08).</summary>
public abstract record SolutionRule
{
    private SolutionRule()
    {
    }

    /// <summary>What goes into the history, in this order and one commit.</summary>
    public sealed record Accepted(IReadOnlyList<TicketChange> Changes, string Source) : SolutionRule;

    /// <summary>It is not possible.</summary>
    /// <param name="Why">In words.</param>
    public sealed record Refused(string Why) : SolutionRule;

    /// <summary>Support proposes.</summary>
    public static SolutionRule Propose(Line line, Ticket ticket, string text)
    {
        if (line.Solution is not { } terms) return new Refused($"line {line.Id} has no proposed solutions");
        if (string.IsNullOrWhiteSpace(text)) return new Refused("a solution is proposed in words");
        if (ticket.Status == terms.Proposed) return new Accepted([new TicketChange.SolutionProposed(text.Trim())], terms.Source);
        return StatusMove.Decide(line, ticket.Status, terms.Proposed) is StatusMove.Allowed
            ? new Accepted([new TicketChange.SolutionProposed(text.Trim()), new TicketChange.StatusSet(ticket.Status, terms.Proposed)], terms.Source)
            : new Refused($"a ticket in status {ticket.Status} takes no solution");
    }

    /// <summary>The customer answers, by phone or otherwise.</summary>
    public static SolutionRule Answer(Line line, Ticket ticket, bool approved)
    {
        if (line.Solution is not { } terms) return new Refused($"line {line.Id} has no proposed solutions");
        if (ticket.Status != terms.Proposed) return new Refused($"ticket {ticket.Folio} awaits no answer");
        var to = approved ? terms.Approved : terms.Refused;
        return new Accepted([new TicketChange.SolutionAnswered(approved), new TicketChange.StatusSet(ticket.Status, to)], terms.Source);
    }

    /// <summary>
    /// When the ticket closes by itself: so long after the last proposal as the line says, with no answer. Null when it does
    /// not.
    /// </summary>
    public static Instant? ClosesAt(Line line, Ticket ticket, IReadOnlyList<TicketEvent> history)
    {
        if (line.Solution is not { ClosesAfter: { } silence } terms || ticket.Status != terms.Proposed) return null;
        var proposed = history.LastOrDefault(step => step.Change is TicketChange.SolutionProposed);
        return proposed is null ? null : proposed.At + silence;
    }

    /// <summary>What closes it then; nothing before that moment, nor once it has moved on.</summary>
    public static SolutionRule Lapse(Line line, Ticket ticket, IReadOnlyList<TicketEvent> history, Instant now) =>
        ClosesAt(line, ticket, history) is { } at && at <= now && line.Solution is { } terms
            ? new Accepted([new TicketChange.StatusSet(ticket.Status, terms.Approved)], terms.Source)
            : new Refused($"ticket {ticket.Folio} is not due to close");
}
