using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>A caller in support hours of a line whose agents sign in.</summary>
public sealed class QueueTests
{
    private static readonly string[] Person = [.. Scene.Maria, "menu.main=0", "folio.repeat=2"];

    [Fact]
    public void An_agent_who_is_free_is_rung_told_what_it_is_about_and_writes_it_up_after()
    {
        var scene = Play(new Script().With("caller", Person).With("anna", "dial=answer", "bridge=helper"), Free("anna"));
        var agent = scene.Site.Exchange.Leg("anna");
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(agent, Prompts.WhisperFolio));
        Assert.True(agent.Heard.IndexOf(Prompts.WhisperFolio) < agent.Heard.IndexOf(Prompts.WhisperSeverity));
        Assert.Equal(new TicketChange.Connected("agent:anna"), scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>().Single());
        Assert.Equal(-1, scene.Heard(Prompts.QueueNext));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
        var wait = Assert.Single(scene.Site.Queue.All);
        Assert.Equal((QueueOutcome.Answered, "anna"), (wait.Outcome, wait.AgentId));
        var state = scene.Site.Agents.All["anna"].State;
        var ended = wait.TalkedUntil!.Value;
        Assert.Equal(new AgentState(true, null, ended + Duration.FromSeconds(30), ended, 0, null), state);
    }

    [Fact]
    public void Who_does_not_answer_has_missed_it_and_the_next_is_rung()
    {
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=no-answer").With("bela", "dial=answer", "bridge=helper"), Free("anna", idle: 9), Free("bela", idle: 1));
        Assert.Equal(["sip:anna@127.0.0.1", "sip:bela@127.0.0.1"], scene.Site.Exchange.Rung.Select(ring => ring.Target));
        Assert.Equal((1, 0), (scene.Site.Agents.All["anna"].State.Missed, scene.Site.Agents.All["bela"].State.Missed));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void Whose_phone_can_not_be_reached_has_missed_nothing_and_rests()
    {
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=absent", "dial=absent", "dial=answer", "bridge=helper"), terms => terms with { PauseAfterMissed = 2 }, Free("anna"));
        Assert.Equal(["anna", "anna", "anna"], scene.Site.Exchange.Rung.Select(ring => ring.Target.Split(':', '@')[1]));
        Assert.Equal(2, scene.Journal.Count(step => step.Contains("unreached", StringComparison.Ordinal)));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void Who_misses_as_many_as_the_line_allows_is_paused_and_then_the_lines_targets_are_rung()
    {
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=no-answer", "dial=busy").With("helpdesk", "dial=answer", "bridge=helper"),
            terms => terms with { PauseAfterMissed = 2 },
            Free("anna"));
        Assert.Equal(AgentState.MissedPause, scene.Site.Agents.All["anna"].State.Pause);
        Assert.Equal(["anna", "anna", "helpdesk"], scene.Site.Exchange.Rung.Select(ring => ring.Target.Split(':', '@')[1]));
        Assert.Contains("overflowed NobodyOnDuty", scene.Journal);
        Assert.Equal(QueueOutcome.Overflowed, Assert.Single(scene.Site.Queue.All).Outcome);
    }

    [Fact]
    public void By_ring_all_the_first_to_answer_has_it_and_nobody_has_missed_it()
    {
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=no-answer").With("bela", "dial=answer", "bridge=helper"),
            terms => terms with { Strategy = QueueStrategy.RingAll },
            Free("anna", idle: 9),
            Free("bela", idle: 1));
        Assert.Equal((null, 0), (scene.Site.Agents.All["anna"].State.Node, scene.Site.Agents.All["anna"].State.Missed));
        Assert.Equal("bela", Assert.Single(scene.Site.Queue.All).AgentId);
    }

    [Fact]
    public void Nobody_signed_in_the_lines_targets_are_rung_at_once()
    {
        var scene = Play(new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=helper"), Free("anna") with { State = AgentState.SignedOut });
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
        Assert.Equal(-1, scene.Heard(Prompts.QueueNext));
    }

    [Fact]
    public void Who_waits_hears_the_place_once_and_the_wait_where_it_is_known()
    {
        var busy = Free("anna");
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=answer", "bridge=helper"),
            terms => terms with { AnnounceEvery = Duration.FromMinutes(3) },
            site => Talks(site, count: 5),
            busy with { State = busy.State with { WrapUpUntil = Moment.At(HelpdeskSite.Day) + Duration.FromMinutes(2) } });
        Assert.Single(scene.Call.Heard, key => key == Prompts.QueueNext);
        Assert.Contains(scene.Journal, step => step.StartsWith("said Usted es el siguiente. La espera aproximada es de cinco minutos", StringComparison.Ordinal));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    public void An_agent_who_becomes_free_while_the_place_is_being_told_is_rung_at_once()
    {
        QueueWait Waited(Instant? writesUpUntil, out Scene scene)
        {
            var anna = Free("anna");
            scene = Play(
                new Script().With("caller", Person).With("anna", "dial=answer", "bridge=helper"),
                anna with { State = anna.State with { WrapUpUntil = writesUpUntil } });
            return Assert.Single(scene.Site.Queue.All);
        }

        var free = Waited(null, out _);
        var second = Duration.FromSeconds(1);
        var told = Waited(free.JoinedAt + second, out var scene);
        Assert.NotEqual(-1, scene.Heard(Prompts.QueueNext));
        Assert.Equal(free.JoinedAt, told.JoinedAt);
        Assert.InRange((told.LeftAt - free.LeftAt)!.Value, second, second + Duration.FromMilliseconds(100));
    }

    [Fact]
    public void Of_a_wait_that_is_not_known_nothing_is_said()
    {
        var busy = Free("anna");
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=answer", "bridge=helper"),
            terms => terms,
            site => Talks(site, count: 4),
            busy with { State = busy.State with { WrapUpUntil = Moment.At(HelpdeskSite.Day) + Duration.FromMinutes(2) } });
        Assert.NotEqual(-1, scene.Heard(Prompts.QueueNext));
        Assert.Equal(-1, scene.Heard(Prompts.QueueWait));
    }

    [Fact]
    public void Who_has_waited_as_long_as_the_line_allows_leaves_a_message_where_it_has_no_targets()
    {
        var scene = Play(
            new Script().With("caller", [.. Person, "record=speech"]),
            terms => terms with { OverflowAfter = Duration.FromMinutes(3) },
            _ => { },
            line => line with { Routing = line.Routing with { Agents = [] } },
            Free("anna") with { State = Free("anna").State with { Node = "elsewhere" } });
        Assert.Contains("overflowed WaitedTooLong", scene.Journal);
        Assert.Equal(3, scene.Call.Heard.Count(key => key == Prompts.QueueNext));
        Assert.Equal(CallEnding.NobodyAnswered, scene.Ending);
    }

    [Fact]
    public void A_caller_who_hangs_up_while_waiting_has_abandoned_and_leaves_no_agent_claimed()
    {
        foreach (var at in Enumerable.Range(1, 30))
        {
            var site = new HelpdeskSite(HelpdeskSite.Day, new Script().With("caller", Person).With("anna", "dial=answer", "bridge=helper"), Queued(terms => terms));
            site.Agents.All["anna"] = Free("anna");
            site.Phone(HelpdeskSite.Maria, hangsUpAt: at);
            Assert.Null(site.Agents.All["anna"].State.Node);
            Assert.All(site.Queue.All, wait => Assert.NotNull(wait.Outcome));
            Assert.All(site.Exchange.Placed, leg => Assert.NotNull(leg.End));
        }
    }

    [Fact]
    public void The_rings_and_the_talk_of_agents_and_the_call_of_who_waits_are_written_down_for_as_long_as_they_stand()
    {
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=no-answer").With("bela", "dial=answer", "bridge=helper"), Free("anna", idle: 9), Free("bela", idle: 1));
        Assert.Equal(["hang up call-1", "cancel", "cancel", "hang up"], scene.Site.Legs.Noted.Select(leg => leg.Ending));
        Assert.Equal([false, true, true, false], scene.Site.Legs.Noted.Select(leg => leg.RingsUntil is not null));
        Assert.Equal(scene.Site.Exchange.Leg("bela").Id, scene.Site.Legs.Noted[^1].LegId);
        Assert.Empty(scene.Site.Legs.All);
    }

    [Fact]
    public void Rings_of_the_lines_targets_are_written_down_too()
    {
        var scene = Play(new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=helper"), Free("anna") with { State = AgentState.SignedOut });
        Assert.Equal(["hang up call-1", "cancel", "hang up"], scene.Site.Legs.Noted.Select(leg => leg.Ending));
        Assert.Empty(scene.Site.Legs.All);
    }

    private static void Talks(HelpdeskSite site, int count)
    {
        var began = Moment.At(HelpdeskSite.Day) - Duration.FromHours(1);
        for (var i = 0; i < count; i++)
        {
            site.Queue.All.Add(new QueueWait($"w{i}", "ipaxes", "earlier", "520017", began)
            {
                LeftAt = began,
                Outcome = QueueOutcome.Answered,
                TalkedUntil = began + Duration.FromSeconds(270),
            });
        }
    }

    private static AgentStanding Free(string id, int idle = 1) => new(
        new Agent(id, id, $"sip:{id}@127.0.0.1", ["ipaxes"], ["es-MX"], []),
        new AgentState(IsSignedIn: true, null, null, Moment.At(HelpdeskSite.Day) - Duration.FromMinutes(idle), 0, null));

    private static Func<Line, Line> Queued(Func<QueueTerms, QueueTerms> terms) => line => line with { Queue = terms(new QueueTerms { Source = "operator" }) };

    private static Scene Play(Script script, params AgentStanding[] agents) => Play(script, terms => terms, agents);

    private static Scene Play(Script script, Func<QueueTerms, QueueTerms> terms, params AgentStanding[] agents) => Play(script, terms, _ => { }, agents);

    private static Scene Play(Script script, Func<QueueTerms, QueueTerms> terms, Action<HelpdeskSite> before, params AgentStanding[] agents) =>
        Play(script, terms, before, line => line, agents);

    private static Scene Play(Script script, Func<QueueTerms, QueueTerms> terms, Action<HelpdeskSite> before, Func<Line, Line> line, params AgentStanding[] agents) => Scene.Play(
        HelpdeskSite.Day,
        script,
        change: given => line(Queued(terms)(given)),
        before: site =>
        {
            foreach (var agent in agents) site.Agents.All[agent.Agent.Id] = agent;
            before(site);
        });
}
