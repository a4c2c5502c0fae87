using NodaTime;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, ReopeningPolicy> ReopeningPolicies = new()
    {
        ["never"] = ReopeningPolicy.Never,
        ["on-reply"] = ReopeningPolicy.OnReply,
        ["by-approval"] = ReopeningPolicy.ByApproval,
    };

    private Reopening Reopening(Section file, List<TicketStatus> statuses)
    {
        var none = new Reopening(ReopeningPolicy.Never, null, ClauseTable.Operator);
        if (file.Required("reopening", "{ policy: on-reply, to: in-progress, source: operator }") is not { } node) return none;
        var section = new Section(node, "reopening", mistakes);
        var policy = section.RequiredChoice("policy", ReopeningPolicies, ReopeningPolicy.Never);
        var to = Reference(section, "to", statuses.Select(status => status.Id));
        if (policy == ReopeningPolicy.Never && to is not null)
        {
            mistakes.Add(section.At("to"), "tickets are never reopened and have a status to go to", "take to: out");
        }
        else if (policy != ReopeningPolicy.Never && to is null)
        {
            mistakes.Add(section.Node, "reopening has no to", "add to: the id of the status a reopened ticket goes to");
        }
        else if (statuses.Exists(status => status.Id == to && status.IsEnd))
        {
            mistakes.Add(section.At("to"), $"a ticket reopened to {to} is still finished", "write a status without end: true");
        }

        var read = new Reopening(policy, to, Source(section));
        section.Done();
        return read;
    }

    private SolutionTerms? Solution(Section file, List<TicketStatus> statuses)
    {
        if (file.Optional("solution") is not { } node) return null;
        var section = new Section(node, "solution", mistakes);
        var proposed = Status(section, "proposed", statuses);
        var approved = Status(section, "approved", statuses);
        var refused = Status(section, "refused", statuses);
        var closesAfter = section.Has("closes-after") ? section.Time("closes-after") : (Duration?)null;
        section.Optional("closes-after");
        foreach (var (key, to) in new[] { ("approved", approved), ("refused", refused) })
        {
            if (statuses.Find(status => status.Id == proposed) is { } from && to.Length > 0 && !from.Next.Contains(to))
            {
                mistakes.Add(section.At(key), $"status {proposed} can not move to {to}", $"name {to} under next of {proposed}");
            }
        }

        var read = new SolutionTerms(proposed, approved, refused, closesAfter, Source(section));
        section.Done();
        return read;
    }

    private Cited<string>? Resolved(Section file, List<TicketStatus> statuses)
    {
        if (file.Optional("resolved") is not { } node) return null;
        var section = new Section(node, "resolved", mistakes);
        var to = Status(section, "as", statuses);
        if (statuses.Exists(status => status.Id == to) && !statuses.Exists(status => status.Next.Contains(to)))
        {
            mistakes.Add(section.At("as"), $"no status can move to {to}", $"name {to} under next of those it may come from");
        }

        var read = new Cited<string>(to, Source(section));
        section.Done();
        return read;
    }

    private string Status(Section section, string key, List<TicketStatus> statuses)
    {
        var id = section.Text(key, "the id of a status");
        if (id.Length > 0) CheckReference(id, section.At(key), "status", statuses.Select(status => status.Id));
        return id;
    }
}
