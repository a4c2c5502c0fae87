using System.Collections.Concurrent;
using SupportLine.Domain.Lines;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;
using Xunit.Abstractions;

namespace SupportLine.Tests.Ivr;

/// <summary>Every answer at every question, and no way that ends nowhere; and that what is wrong would be found.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    /// <summary>Calls in each situation, the shortest; <c>supportline explore</c> plays them all.</summary>
    private const int Sample = 1_000;

    private static readonly ConcurrentDictionary<string, ExplorationReport> s_explored = new();

    public static TheoryData<string> Lines => [.. KnownLines.All.Select(line => line.Id)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_way_through_ends_with_a_person_a_ticket_a_call_back_or_by_the_callers_own_will(string id)
    {
        var report = Explored(KnownLines.All.Single(line => line.Id == id));
        foreach (var situation in report.Situations) output.WriteLine($"{situation.Name}: {situation.Paths} calls, {situation.States} states");
        Assert.Empty(report.Faults);
        Assert.True(report.Paths > Sample, $"only {report.Paths} calls");
    }

    [Fact]
    public void A_situation_is_explored_to_its_end()
    {
        var report = Explored(KnownLines.Ipaxes);
        var bare = report.Situations.Single(situation => situation.Name == "bare, open");
        Assert.True(bare.Complete);
        Assert.Contains("nobody answered", bare.Endings.Keys);
        Assert.Contains("connected to agent", bare.Endings.Keys);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_ladder_the_queue_and_what_is_mailed_are_gone_through(string id)
    {
        var line = KnownLines.All.Single(line => line.Id == id);
        var situations = Explored(line).Situations;
        var heard = situations.SelectMany(situation => situation.Heard).ToHashSet();
        var answered = situations.SelectMany(situation => situation.Answered).ToHashSet();
        string[] waiting = [Prompts.QueueNext, Prompts.ForACallBack, Prompts.PlaceKept, Prompts.NobodyAnswers];
        string[] ladder = [Prompts.CallingEngineer, Prompts.CallingSecond, Prompts.MayLeave, Prompts.EngineerAccepted, Prompts.LadderExhausted];
        string[] mail = [Prompts.FolioAgainOrMail, Prompts.FolioMailed];
        string[] queued = ["caller queue.hold=", "caller queue.hold=1", "caller queue.hold=hang-up", "anna dial=answer", "anna dial=no-answer", "bela dial=answer"];

        // The caller who waits, and the one who left and is phoned.
        string[] rung = ["caller hold=", "caller hold=1", "caller hold=hang-up", "customer dial=answer", "customer dial=no-answer"];
        var rings = line.Severities.Any(severity => severity.RingsOnCall);
        Assert.Empty(waiting.Concat(rings ? ladder : []).Concat(line.MailsNewTickets ? [] : mail).Except(heard));
        Assert.Empty(queued.Concat(rings ? rung : []).Except(answered));
        var endings = situations.Where(situation => situation.Name.StartsWith("agents", StringComparison.Ordinal)).SelectMany(situation => situation.Endings.Keys).ToHashSet();
        Assert.Empty(new[] { "connected to agent", "call back promised", "nobody answered" }.Except(endings));
    }

    [Fact]
    public void Engineers_who_go_in_circles_are_played_to_their_end()
    {
        var line = KnownLines.Ipaxes;
        var situation = Situations.Of(line).Single(situation => situation.Name == "lapsed, closed") with { Languages = [line.Languages[0]] };
        ExploredSituation Played(params string[] stubborn) => new SituationExplorer(line, HelpdeskSite.Library, situation).Explore(Sample, stubborn);

        // Each of two, rung twice, hears the message six times.
        var circles = Played("3");
        Assert.Empty(circles.Faults);
        Assert.True(circles.Longest >= 24 && circles.Longest > Played().Longest, $"{circles.Longest} answers");
    }

    [Fact]
    public void Going_back_and_choosing_again_is_no_new_state()
    {
        // It has an end, and soon: it had none while each going back left something of what was chosen before.
        var line = KnownLines.All.Single(line => line.Id == "sangoma");
        var situation = Situations.Of(line).Single(situation => situation.Name == "covered, open") with { Languages = [line.Languages[0]] };
        var explored = new SituationExplorer(line, HelpdeskSite.Library, situation).Explore(10_000, []);
        Assert.True(explored.Complete, $"no end after {explored.Paths} calls, {explored.States} states");
        Assert.Empty(explored.Faults);
    }

    [Fact]
    public void A_prompt_that_is_too_long_is_found() =>
        Finds(line => line with { Dialogue = line.Dialogue with { Welcome = Prompts.Music } }, "a prompt of ");

    [Fact]
    public void Too_many_options_at_a_time_are_found() => Finds(
        line => line with { RequestTypes = [.. line.RequestTypes.Select(type => type with { Prompt = Prompts.MainMenu })] },
        "more than 4 options at a time");

    [Fact]
    public void A_ticket_that_nobody_can_answer_is_found()
    {
        // Nobody's number, no agents, and a message of no length: what is raised leads to nobody.
        var situation = new Situation("unknown", Moment.At(HelpdeskSite.Night), Open: false, Customers.Anonymous) { Languages = ["es-MX"] };
        var walk = new Walk(["*", "2"], (_, asking) => asking.Question == Answer.Record ? Answer.Silence : "2");
        var site = situation.Site(KnownLines.Ipaxes, HelpdeskSite.Library, walk);
        var call = site.Phone(situation.From, "5000");
        Assert.Empty(Verdict.On(site, call, walk));

        walk.Steps.RemoveAll(step => step.Asking.Question == Answer.Record);
        site.Tickets.All[^1] = site.Tickets.All[^1] with { Recording = null };
        Assert.Contains("a dead end: message left", Verdict.On(site, call, walk));
    }

    [Fact]
    public void A_conversation_in_circles_is_found()
    {
        var walk = new Walk([], (_, _) => "1");
        var asking = new Asking(Asking.Caller, "menu.main", ["1"]);
        for (var i = 0; i < Walk.MostAnswers; i++) walk.Next(asking);
        Assert.Throws<InvalidOperationException>(() => walk.Next(asking));
    }

    [Fact]
    public void The_map_names_every_question_and_ending()
    {
        var map = Explored(KnownLines.Ipaxes).Map;
        var text = MapText.Of(map);
        var picture = MapDrawing.Of(map);
        string[] names = ["menu.main", "severity.confirm", "product", "visit", "folio", "connected to engineer", "connected to agent", "call back promised"];
        foreach (var name in names)
        {
            Assert.Contains($" {name}", text, StringComparison.Ordinal);
            Assert.Contains($">{name}</text>", picture, StringComparison.Ordinal);
        }

        System.Xml.Linq.XDocument.Parse(picture);
        Assert.All(map.Ways, way => Assert.InRange(way.To, 0, map.Places.Count - 1));
        Assert.All(map.Places.Select((place, i) => (place, i)).Where(each => !each.place.IsEnding), each => Assert.Contains(map.Ways, way => way.From == each.i));
    }

    private static void Finds(Func<Line, Line> change, string fault) =>
        Assert.Contains(Explore(change(KnownLines.Ipaxes), 300).Faults, found => found.What.StartsWith(fault, StringComparison.Ordinal) && found.Call.Length > 0);

    /// <summary>A line as it is shipped, explored once for all that is asked of it.</summary>
    private static ExplorationReport Explored(Line line) => s_explored.GetOrAdd(line.Id, _ => Explore(line, Sample));

    private static ExplorationReport Explore(Line line, int most) => LineExploration.Of(line, HelpdeskSite.Library, most);
}
