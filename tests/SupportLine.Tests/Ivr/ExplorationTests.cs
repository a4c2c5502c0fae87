using System.Text.RegularExpressions;
using SupportLine.Domain.Calls;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Ivr.Scripted;
using Xunit.Abstractions;

namespace SupportLine.Tests.Ivr;

/// <summary>Every answer at every question, and no way that ends nowhere.</summary>
public sealed partial class ExplorationTests(ITestOutputHelper output)
{
    /// <summary>Set, every way is gone; otherwise the shortest few thousand. About five minutes on two cores.</summary>
    private const string Everything = "SUPPORTLINE_EXPLORE_ALL";

    private const int Sample = 5_000;
    private const int MostPaths = 1_000_000;

    private static readonly Dictionary<string, string[]> Keyed = new()
    {
        ["contract.number"] = ["100200", "100400", "999999", "#"],
        ["pin"] = ["4826", "6241", "1938", "0000"],
        ["contact.number"] = ["8183459999#", "12#"],
        ["folio"] = ["52000018#", "52000026#", "520000#"],
    };

    [Theory]
    [InlineData(HelpdeskSite.Day, HelpdeskSite.Maria)]
    [InlineData(HelpdeskSite.Night, HelpdeskSite.Maria)]
    [InlineData(HelpdeskSite.Day, "anonymous")]
    [InlineData(HelpdeskSite.Night, "anonymous")]
    public void Every_way_through_ends_with_a_person_a_ticket_a_call_back_or_by_the_callers_own_will(string at, string from)
    {
        var endings = new SortedDictionary<CallEnding, int>();
        var explorer = new Explorer(answers => Judge(Play(at, from, answers), answers, endings), Keyed);
        var isAll = Environment.GetEnvironmentVariable(Everything) is not null;
        var isComplete = explorer.Explore(isAll ? MostPaths : Sample);
        output.WriteLine($"{explorer.Paths} calls, {explorer.States} states, at most {explorer.Longest} answers");
        foreach (var (ending, count) in endings) output.WriteLine($"{ending}: {count}");
        Assert.True(isComplete || !isAll, $"{explorer.Paths} calls were not enough.");
    }

    private static Scene Play(string at, string from, IAnswers answers)
    {
        var site = new HelpdeskSite(at, answers, line => line with { Languages = ["es-MX"] });
        site.Raised("aceros");
        return new Scene(site, site.Phone(from));
    }

    private static void Judge(Scene scene, IAnswers answers, SortedDictionary<CallEnding, int> endings)
    {
        var ending = Assert.NotNull(scene.Ending);
        endings[ending] = endings.GetValueOrDefault(ending) + 1;
        Assert.True(IsGood(scene, ending), $"{ending}: {answers}");
        Assert.True(scene.Call.End is { Kind: CallEndKind.RemoteHungUp or CallEndKind.LocalHungUp }, $"{scene.Call.End}: {answers}");
        Assert.All(scene.Site.Exchange.Placed, leg => Assert.NotNull(leg.End));
        foreach (var utterance in scene.Call.Utterances) Assert.True(utterance.Duration <= PromptLibrary.Longest || IsMusic(utterance), $"{Names(utterance)}: {utterance.Duration}");
        foreach (var said in scene.Journal.Where(step => step.StartsWith("said", StringComparison.Ordinal))) Assert.True(Keys().Count(said) <= 4, said);
    }

    private static bool IsGood(Scene scene, CallEnding ending)
    {
        var ticket = scene.Site.Tickets.All.Find(raised => raised.CallId == scene.Call.Id);
        var isReachable = ticket is not null && (ticket.Recording is not null || ticket.ContactNumber.Length > 0);
        var callerLeft = scene.Call.End?.Kind == CallEndKind.RemoteHungUp;
        return ending switch
        {
            CallEnding.ConnectedToAgent or CallEnding.ConnectedToEngineer => true,
            CallEnding.TicketRaised or CallEnding.MessageLeft or CallEnding.CallBackPromised => isReachable || ticket is null || callerLeft,
            CallEnding.NobodyAnswered => true,
            CallEnding.FolioServed or CallEnding.EndedByCaller => true,
            CallEnding.LeftWhileEscalating or CallEnding.HungUpBeforeRequest => callerLeft,
            CallEnding.HungUpWithIncompleteTicket => callerLeft && ticket is { Incomplete: true },
            _ => false,
        };
    }

    private static bool IsMusic(Utterance utterance) => utterance.Sounds is [{ Name: SupportLine.Ivr.Prompts.Music }];

    private static string Names(Utterance utterance) => string.Join(' ', utterance.Sounds.Select(sound => sound.Name));

    [GeneratedRegex("oprima (uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|cero)", RegexOptions.CultureInvariant)]
    private static partial Regex Keys();
}
