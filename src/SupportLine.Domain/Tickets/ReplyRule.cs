using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>What a customer's reply to a ticket does: a closed set, each with the clause it rests on.</summary>
public abstract record ReplyRule
{
    private ReplyRule()
    {
    }

    public required string Source { get; init; }

    /// <summary>It is noted on the open ticket.</summary>
    public sealed record Note : ReplyRule;

    /// <summary>It is noted, and the ticket is open again (SNG-13).</summary>
    public sealed record Reopen(TicketChange.StatusSet Change) : ReplyRule;

    /// <summary>It is noted, and somebody of support decides whether the ticket is opened again.</summary>
    public sealed record AskSupport(TicketChange.StatusSet Change) : ReplyRule;

    /// <summary>A new ticket is raised that refers to the finished one (WLD-07).</summary>
    public sealed record NewTicket(Folio Refers) : ReplyRule;

    public static ReplyRule Decide(Line line, Ticket ticket)
    {
        if (line.FindStatus(ticket.Status) is not { IsEnd: true } ended)
        {
            return new Note { Source = line.FindStatus(ticket.Status)?.Source ?? ClauseTable.Operator };
        }

        var source = line.Reopening.Source;
        return line.Reopening switch
        {
            { Policy: ReopeningPolicy.OnReply, To: { } to } => new Reopen(new TicketChange.StatusSet(ended.Id, to)) { Source = source },
            { Policy: ReopeningPolicy.ByApproval, To: { } to } => new AskSupport(new TicketChange.StatusSet(ended.Id, to)) { Source = source },
            _ => new NewTicket(ticket.Folio) { Source = source },
        };
    }
}
