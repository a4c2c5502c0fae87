using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;

namespace SupportLine.Ivr.Exploration;

/// <summary>The situations in which a line is explored: each entitlement at each hour, and what else changes the conversation.</summary>
internal static class Situations
{
    /// <summary>Where the search for an hour begins: a Tuesday like any other.</summary>
    private static readonly LocalDate Tuesday = new(2026, 3, 10);

    public static IEnumerable<Situation> Of(Line line)
    {
        foreach (var (hour, at) in Hours(line))
        {
            var open = hour == "open";
            yield return new($"covered, {hour}", at, open, Customers.Phone(Customers.Covered));
            yield return new($"lapsed, {hour}", at, open, Customers.Phone(Customers.Lapsed));
            yield return new($"bare, {hour}", at, open, Customers.Phone(Customers.Bare));
            yield return new($"unknown, {hour}", at, open, Customers.Anonymous);
            yield return new($"not authorised, {hour}", at, open, Customers.NotAuthorised);
            if (line.Languages.Count > 1) yield return new($"languages, {hour}", at, open, Customers.Phone(Customers.Bare)) { Languages = line.Languages };
            if (!open && line.OutOfHours.BookedVisits) yield return new($"visit, {hour}", at, open, Customers.Phone(Customers.Lapsed)) { Prepare = Visit };
            if (open) yield return new($"agents, {hour}", at, open, Customers.Phone(Customers.Bare)) { Queue = Queue(line), Prepare = SignIn };
            if (open) yield return new($"agents talking, {hour}", at, open, Customers.Phone(Customers.Bare)) { Queue = Queue(line), Prepare = Occupy };
            if (!open) yield return new($"nobody on call, {hour}", at, open, Customers.Phone(Customers.Lapsed)) { Prepare = site => site.Rotas.Engineers.Clear() };
        }

        if (Hours(line).FirstOrDefault() is (var first, var instant))
        {
            yield return new($"failure announced, {first}", instant, first == "open", Customers.Phone(Customers.Bare)) { Prepare = Announce };
        }
    }

    /// <summary>Entries that are tried beside those that the questions know, right and wrong. Only a caller nobody knows keys another's number: who is known is a situation of its own.</summary>
    public static IReadOnlyDictionary<string, string[]> Keyed(Line line, Situation situation)
    {
        string[] keying = situation.From == Customers.Anonymous
            ? [Customers.Covered, Customers.Lapsed, Customers.Bare]
            : [.. new[] { Customers.Covered, Customers.Lapsed, Customers.Bare }.Where(who => Customers.Phone(who) == situation.From)];
        var folios = Enumerable.Range(1, line.Statuses.Count + 1).Select(serial => $"{Folio.Of(line.FolioPrefix, serial).Digits}#");
        var nobodys = new string('9', line.Identification.ContractDigits == 0 ? 6 : line.Identification.ContractDigits);
        return new Dictionary<string, string[]>
        {
            ["contract.number"] =
            [
                .. keying.Select(who => Customers.Key(line, who)),
                line.Identification.ContractDigits == 0 ? $"{nobodys}#" : nobodys,
                "#",
            ],
            ["pin"] = [.. keying.Select(who => Customers.Pin(line, who)), new string('1', line.Identification.PinDigits)],
            ["contact.number"] = ["2125550188#", "12#"],
            ["folio"] = [.. folios, $"{line.FolioPrefix}12#"],
        };
    }

    /// <summary>An hour at which support is open and one at which it is closed, in the fortnight after a Tuesday's half past one.</summary>
    private static IEnumerable<(string Name, Instant At)> Hours(Line line)
    {
        var start = (Tuesday + new LocalTime(1, 30)).InZoneLeniently(line.Hours.Zone).ToInstant();
        var hours = Enumerable.Range(0, 14 * 24).Select(hour => start + Duration.FromHours(hour)).ToList();
        foreach (var open in (bool[])[true, false])
        {
            var found = hours.FindIndex(at => line.Hours.IsOpen(at) == open && line.Hours.IsOpen(at + Duration.FromMinutes(30)) == open);
            if (found >= 0) yield return (open ? "open" : "closed", hours[found]);
        }
    }

    private static void Visit(ScriptedSite site)
    {
        var now = site.Site.Clock.Now;
        site.Visits.All.Add(new Visit(
            "visit", site.Line.Id, Customers.Lapsed, site.Rotas.Engineers[0].Id, now, now + Duration.FromHours(2), null, "", "agent:anna", false));
    }

    /// <summary>The line's own queue, or one with all there is to have; nobody waits in it without end.</summary>
    private static QueueTerms Queue(Line line) => (line.Queue ?? new QueueTerms { CallBacks = new CallBackTerms(["+"], CallBackTerms.UsualAttempts, CallBackTerms.UsualDelay), Source = "operator" }) with
    {
        OverflowAfter = line.Queue?.OverflowAfter ?? Duration.FromMinutes(5),
    };

    /// <summary>One agent is free, another writes up a call.</summary>
    private static void SignIn(ScriptedSite site)
    {
        SignIn(site, "anna", state => state);
        SignIn(site, "bela", state => state with { WrapUpUntil = site.Site.Clock.Now + Duration.FromMinutes(2) });
    }

    /// <summary>The only agent talks, and goes on talking.</summary>
    private static void Occupy(ScriptedSite site) => SignIn(site, "anna", state => state with { Node = "elsewhere" });

    private static void SignIn(ScriptedSite site, string agent, Func<AgentState, AgentState> state) => site.Agents.All[agent] = new AgentStanding(
        new Agent(agent, agent, $"sip:{agent}@127.0.0.1:5073", [site.Line.Id], site.Line.Languages, []),
        state(AgentState.SignedOut with { IsSignedIn = true, IdleSince = site.Site.Clock.Now }));

    private static void Announce(ScriptedSite site) => site.Announcements.All.Add(new Announcement(
        "failure", site.Line.Id, AnnouncementKind.Failure, new Dictionary<string, string>(), null, site.Site.Clock.Now, null)
    {
        Page = site.Line.StatusPages.Select(page => page.Id).FirstOrDefault(),
    });
}
