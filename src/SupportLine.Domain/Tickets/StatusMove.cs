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

    /// <summary>The line has no such status.</summary>
    /// <param name="Status">What was named.</param>
    /// <param name="Known">The statuses there are.</param>
    public sealed record Unknown(string Status, IReadOnlyList<string> Known) : StatusMove;

    /// <summary>Decides by the line's own statuses and their moves.</summary>
    public static StatusMove Decide(Line line, string from, string to)
    {
        var known = line.Statuses.Select(status => status.Id).ToList();
        if (line.FindStatus(from) is not { } current) return new Unknown(from, known);
        if (line.FindStatus(to) is not { } target) return new Unknown(to, known);
        return current.Next.Contains(to)
            ? new Allowed(target, current.Source)
            : new Refused(from, to, current.Next, current.Source);
    }
}
