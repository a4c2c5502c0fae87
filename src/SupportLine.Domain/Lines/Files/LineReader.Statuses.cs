using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, TicketParty> Parties = new()
    {
        ["customer"] = TicketParty.Customer,
        ["support"] = TicketParty.Support,
        ["system"] = TicketParty.System,
    };

    private List<TicketStatus> Statuses(Section file)
    {
        var ids = new HashSet<string>();
        var statuses = new List<TicketStatus>();
        var nodes = new Dictionary<string, YamlNode>();
        var moves = new List<(string To, YamlNode Node)>();
        foreach (var section in Sections(file, "statuses", "a status", "a list with id, prompt, next and source; the first is the one a ticket is raised in"))
        {
            var id = Id(section, "in-progress", ids);
            var next = section.Texts("next", "a list of ids it may move to, [] for none");
            moves.AddRange(next);
            nodes.TryAdd(id, section.Node);
            statuses.Add(new TicketStatus(
                id,
                PromptKey(section, "prompt", "status.in-progress"),
                section.OptionalFlag("end"),
                [.. next.Select(move => move.Text)],
                Source(section))
            {
                PausesClock = section.OptionalFlag("pauses-clock"),
                SetBy = SetBy(section),
            });
            section.Done();
        }

        foreach (var (to, node) in moves.Where(move => !ids.Contains(move.To)))
        {
            mistakes.Add(node, $"there is no status {to}", Nearest.Suggest(to, ids));
        }

        if (statuses.Count > 0 && moves.All(move => ids.Contains(move.To))) CheckPaths(statuses, nodes);
        return statuses;
    }

    private List<TicketParty> SetBy(Section section)
    {
        var parties = new List<TicketParty>();
        foreach (var (text, node) in section.Texts("set-by", "[customer, support, system]", mayBeMissing: true))
        {
            if (Parties.TryGetValue(text, out var party)) parties.Add(party);
            else mistakes.Add(node, $"nobody is called \"{text}\"", Nearest.Suggest(text, Parties.Keys));
        }

        return parties.Count > 0 ? parties : [TicketParty.Support, TicketParty.System];
    }

    /// <summary>Every status can be reached from the first, and an end can be reached from every status.</summary>
    private void CheckPaths(List<TicketStatus> statuses, Dictionary<string, YamlNode> nodes)
    {
        var reached = Reachable(statuses, statuses[0].Id);
        foreach (var status in statuses.Where(status => status.Id.Length > 0))
        {
            if (!reached.Contains(status.Id))
            {
                mistakes.Add(nodes[status.Id], $"no ticket can reach status {status.Id}", "name it under next of another status, or take it out");
            }
            else if (!Reachable(statuses, status.Id).Any(id => statuses.Exists(other => other.Id == id && other.IsEnd)))
            {
                mistakes.Add(nodes[status.Id], $"a ticket in status {status.Id} can never be finished", "let a path of next lead to a status with end: true");
            }
        }
    }

    private static HashSet<string> Reachable(List<TicketStatus> statuses, string from)
    {
        var reached = new HashSet<string> { from };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var id))
        {
            foreach (var next in statuses.Where(status => status.Id == id).SelectMany(status => status.Next).Where(reached.Add))
            {
                open.Enqueue(next);
            }
        }

        return reached;
    }
}
