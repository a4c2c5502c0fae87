using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>What a written answer to a ticket does (XIV-05: a text and, if any, documents; SNG-02: by mail too).</summary>
internal abstract record AnswerRule
{
    private AnswerRule()
    {
    }

    /// <summary>What goes into the history, in this order and one commit.</summary>
    public sealed record Accepted(IReadOnlyList<TicketChange> Changes, string Source) : AnswerRule;

    /// <summary>The ticket is finished for good: what was written begins another one that refers to it (WLD-07).</summary>
    public sealed record NewTicket(Folio Refers, string Source) : AnswerRule;

    /// <summary>The channel answers no ticket here (XCL-07).</summary>
    /// <param name="Instead">Ids of the channels that do.</param>
    /// <param name="Source">What forbids it.</param>
    public sealed record WrongChannel(IReadOnlyList<string> Instead, string Source) : AnswerRule;

    /// <summary>There is no such ticket, as far as this customer is told (XCL-05).</summary>
    public sealed record NotFound : AnswerRule;

    /// <summary>Nothing was written.</summary>
    public sealed record Empty : AnswerRule;

    public static AnswerRule Decide(Line line, Ticket ticket, TicketAnswer answer)
    {
        if (!Visibility.MaySee(ticket, answer.OrganisationId)) return new NotFound();
        if (ChannelRule.Decide(line, answer.Channel, answers: true) is ChannelRule.Refused refused)
        {
            return new WrongChannel(refused.Instead, refused.Source);
        }

        if (string.IsNullOrWhiteSpace(answer.Text)) return new Empty();
        var answered = new TicketChange.Answered(answer.Text.Trim(), answer.Documents);
        return ReplyRule.Decide(line, ticket) switch
        {
            ReplyRule.Reopen reopen => new Accepted([answered, reopen.Change], reopen.Source),
            ReplyRule.NewTicket other => new NewTicket(other.Refers, other.Source),
            var noted => new Accepted([answered], noted.Source),
        };
    }
}
