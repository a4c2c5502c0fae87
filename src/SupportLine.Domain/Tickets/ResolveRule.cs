using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>What becomes of a ticket when the helper says in a talk that the matter is settled.</summary>
public abstract record ResolveRule
{
    private ResolveRule()
    {
    }

    /// <summary>The helper's word is enough.</summary>
    public sealed record Settled(TicketChange.StatusSet Change, string Source) : ResolveRule;

    /// <summary>The line closes nothing that its customer has not approved (XIV-08): a solution is proposed, and the customer asked.</summary>
    public sealed record AskCustomer(IReadOnlyList<TicketChange> Changes, string Source) : ResolveRule;

    /// <summary>It is not possible.</summary>
    /// <param name="Why">In words.</param>
    public sealed record Refused(string Why) : ResolveRule;

    /// <param name="line">The ticket's line.</param>
    /// <param name="ticket">As it stands.</param>
    /// <param name="actor"><c>agent:NAME</c> or <c>engineer:ID</c>.</param>
    /// <param name="solution">What the customer is asked to approve, in the customer's language.</param>
    public static ResolveRule Decide(Line line, Ticket ticket, string actor, string solution)
    {
        if (line.Resolved is { } resolved)
        {
            return StatusMove.Decide(line, ticket.Status, resolved.Value, actor) is StatusMove.Allowed
                ? new Settled(new TicketChange.StatusSet(ticket.Status, resolved.Value), resolved.Source)
                : new Refused($"a ticket in status {ticket.Status} is not moved to {resolved.Value}");
        }

        return SolutionRule.Propose(line, ticket, solution) switch
        {
            SolutionRule.Accepted proposed => new AskCustomer(proposed.Changes, proposed.Source),
            SolutionRule.Refused refused => new Refused(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
