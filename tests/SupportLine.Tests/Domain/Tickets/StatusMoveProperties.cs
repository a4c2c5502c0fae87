using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Tests.Domain.Tickets;

/// <summary>The status machines of the five lines, every move of everybody, held against the files' own words.</summary>
public sealed class StatusMoveProperties
{
    private static readonly (string Actor, string Party)[] Actors = [("contact:acme/ann", "customer"), ("agent:anna", "support"), ("engineer:diego", "support"), ("system", "system")];

    public static TheoryData<string> Lines => [.. KnownLines.All.Select(line => line.Id)];

    [Theory]
    [MemberData(nameof(Lines))]
    [Trait("Clause", "XCL-08")]
    public void A_ticket_moves_where_the_file_says_and_nowhere_else(string id)
    {
        var line = KnownLines.All.Single(known => known.Id == id);
        var written = Written(id);
        foreach (var (from, (next, _)) in written)
        {
            foreach (var (to, (_, setBy)) in written)
            {
                foreach (var (actor, party) in Actors)
                {
                    var expected = next.Contains(to) && setBy.Contains(party);
                    var decided = StatusMove.Decide(line, from, to, actor);
                    Assert.True(expected == decided is StatusMove.Allowed, $"{actor} moves a ticket of {id} from {from} to {to}: {decided}");
                }
            }
        }
    }

    /// <summary>Whatever anybody tries, in whatever order: a ticket's history is a path through the file.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    public void A_random_life_is_a_path_through_the_file(string id)
    {
        var line = KnownLines.All.Single(known => known.Id == id);
        var written = Written(id);
        var random = new Random(20260310);
        var moved = 0;
        for (var life = 0; life < 200; life++)
        {
            var status = line.FirstStatus.Id;
            for (var attempt = 0; attempt < 40; attempt++)
            {
                var to = random.Next(10) == 0 ? "nowhere" : written.Keys.ElementAt(random.Next(written.Count));
                var (actor, _) = Actors[random.Next(Actors.Length)];
                if (StatusMove.Decide(line, status, to, actor) is not StatusMove.Allowed allowed) continue;
                Assert.Contains(allowed.To.Id, written[status].Next);
                (status, moved) = (allowed.To.Id, moved + 1);
            }
        }

        Assert.True(moved > 200);
    }

    /// <summary>What a reply or an answer to a proposed solution does to a status is a move of the file too.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    [Trait("Clause", "WLD-07")]
    [Trait("Clause", "SNG-13")]
    [Trait("Clause", "XIV-08")]
    public void What_rules_do_by_themselves_is_a_move_of_the_file(string id)
    {
        var line = KnownLines.All.Single(known => known.Id == id);
        var written = Written(id);
        foreach (var (status, (next, _)) in written)
        {
            var ticket = Ticket(line, status);
            List<TicketChange> changes = [];
            if (ReplyRule.Decide(line, ticket) is ReplyRule.Reopen reopen) changes.Add(reopen.Change);
            foreach (var approved in (bool[])[true, false])
            {
                if (SolutionRule.Answer(line, ticket, approved) is SolutionRule.Accepted accepted) changes.AddRange(accepted.Changes);
            }

            Assert.All(changes.OfType<TicketChange.StatusSet>(), set => Assert.True(set.From == status && next.Contains(set.To), $"{id}: {set.From} to {set.To}"));
        }
    }

    private static Ticket Ticket(Line line, string status) => new()
    {
        Folio = Folio.Of(line.FolioPrefix, 1),
        LineId = line.Id,
        Severity = line.StartingSeverity.Value,
        Status = status,
        ContactNumber = "",
        Language = line.Languages[0],
        RaisedAt = Moment.At("2026-03-10T10:00:00-06"),
    };

    /// <summary>By status: where it may go, and who may set it; read from the file without the product's reader.</summary>
    private static Dictionary<string, (HashSet<string> Next, HashSet<string> SetBy)> Written(string id)
    {
        var file = new YamlStream();
        file.Load(new StringReader(File.ReadAllText(Path.Combine(RepositoryFiles.Lines, $"{id}.yaml"))));
        var statuses = (YamlSequenceNode)file.Documents[0].RootNode["statuses"];
        return statuses.Cast<YamlMappingNode>().ToDictionary(
            status => ((YamlScalarNode)status["id"]).Value!,
            status => (Words(status, "next") ?? [], Words(status, "set-by") ?? ["support", "system"]));
    }

    private static HashSet<string>? Words(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var words) ? [.. ((YamlSequenceNode)words).Select(word => ((YamlScalarNode)word).Value!)] : null;
}
