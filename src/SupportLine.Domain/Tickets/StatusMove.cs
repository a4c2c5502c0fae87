using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>Whether a ticket may move from one status to another.</summary>
public abstract record StatusMove
{
    private StatusMove()
    {
    }

    /// <summary>It may.</summary>
    /// <param name="To">The status it moves to.</param>
    /// <param name="Source">What the move rests on.</param>
    public sealed record Allowed(TicketStatus To, string Source) : StatusMove;

    /// <summary>The line knows both statuses and has no such move.</summary>
    /// <param name="From">Where the ticket is.</param>
    /// <param name="To">Where it was to go.</param>
    /// <param name="Next">Where it may go instead.</param>
    /// <param name="Source">What the status it is in rests on.</param>
    public sealed record Refused(string From, string To, IReadOnlyList<string> Next, string Source) : StatusMove;

    /// <summary>The line has such a move, for somebody else.</summary>
    /// <param name="To">Where it was to go.</param>
    /// <param name="By">Who may take it there.</param>
    /// <param name="Source">What the status rests on.</param>
    public sealed record NotYours(string To, IReadOnlyList<TicketParty> By, string Source) : StatusMove;

    /// <summary>The line has no such status.</summary>
    /// <param name="Status">What was named.</param>
    /// <param name="Known">The statuses there are.</param>
    public sealed record Unknown(string Status, IReadOnlyList<string> Known) : StatusMove;

    /// <summary>Decides by the line's own statuses, their moves, and who may make them.</summary>
    /// <param name="line">The line's terms.</param>
    /// <param name="from">Id of the status it is in.</param>
    /// <param name="to">Id of the status it is to go to.</param>
    /// <param name="actor">As in the history: <c>contact:ID</c>, <c>agent:NAME</c>, <c>system</c>.</param>
    public static StatusMove Decide(Line line, string from, string to, string actor)
    {
        var move = Decide(line, from, to);
        return move is Allowed { To: var target } && !target.SetBy.Contains(PartyOf(actor))
            ? new NotYours(to, target.SetBy, target.Source)
            : move;
    }

    /// <summary>Decides by the line's own statuses and their moves, whoever makes them.</summary>
    public static StatusMove Decide(Line line, string from, string to)
    {
        var known = line.Statuses.Select(status => status.Id).ToList();
        if (line.FindStatus(from) is not { } current) return new Unknown(from, known);
        if (line.FindStatus(to) is not { } target) return new Unknown(to, known);
        return current.Next.Contains(to)
            ? new Allowed(target, current.Source)
            : new Refused(from, to, current.Next, current.Source);
    }

    private static TicketParty PartyOf(string actor) => actor.Split(':')[0] switch
    {
        "caller" or "contact" => TicketParty.Customer,
        "system" => TicketParty.System,
        _ => TicketParty.Support,
    };
}
