using SupportLine.Domain.Lines;
using SupportLine.Domain.Sla;

namespace SupportLine.Domain.Tickets;

/// <summary>
/// A person's word on how severe a ticket is. Until then it stands at the line's starting class, whatever the caller
/// claimed and confirmed (IPX-08).
/// </summary>
public abstract record SeverityVerification
{
    private SeverityVerification()
    {
    }

    /// <summary>It is taken.</summary>
    /// <param name="Change">What goes into the history, the due time counted anew from the raising with it.</param>
    /// <param name="Source">What it rests on.</param>
    public sealed record Accepted(TicketChange.SeverityVerified Change, string Source) : SeverityVerification;

    /// <summary>It is not.</summary>
    /// <param name="Why">In words for the person who tried.</param>
    /// <param name="Source">What the refusal rests on.</param>
    public sealed record Refused(string Why, string Source) : SeverityVerification;

    /// <param name="line">The ticket's line.</param>
    /// <param name="ticket">As it stands.</param>
    /// <param name="to">Id of the severity.</param>
    /// <param name="actor"><c>agent:NAME</c> or <c>engineer:ID</c>: a caller can not verify.</param>
    /// <param name="reason">What was seen, in words.</param>
    public static SeverityVerification Decide(Line line, Ticket ticket, string to, string actor, string reason)
    {
        var source = line.StartingSeverity.Source;
        if (!actor.StartsWith("agent:", StringComparison.Ordinal) && !actor.StartsWith("engineer:", StringComparison.Ordinal))
        {
            return new Refused("only an agent or an engineer verifies a severity", source);
        }

        if (string.IsNullOrWhiteSpace(reason)) return new Refused("a severity is verified with a reason", source);
        if (line.FindSeverity(to) is not { } severity)
        {
            return new Refused($"there is no severity {to}: {string.Join(", ", line.Severities.Select(known => known.Id))}", source);
        }

        var due = FirstResponse.Due(line.Hours, severity, ticket.RaisedAt);
        return new Accepted(new TicketChange.SeverityVerified(ticket.Severity, to, reason.Trim()) { DueAt = due }, source);
    }
}
