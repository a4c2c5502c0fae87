using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>A ladder that a process which died had left, or whose store is away for a while.</summary>
public sealed class LadderTakenUpTests
{
    private static readonly string[] Waits = [.. Scene.Emergency, "folio.repeat=2"];

    [Fact]
    public void A_ring_left_by_a_process_that_died_is_cancelled_before_anybody_is_rung_and_the_place_is_kept()
    {
        var script = new Script().With("diego", "dial=busy").With("lucia", "dial=busy");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            var begun = await site.Escalations.BeginAsync(
                new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            await site.Escalations.AdvanceAsync(begun.Id, 1, null, default);
            await site.Escalations.NoteAttemptAsync(
                new EscalationAttempt(begun.Id, "leg-a", "lucia", "sip:lucia@127.0.0.1:5071", site.Site.Clock.Now, "no-answer") { Place = 0 }, default);
            await site.Escalations.NoteAttemptAsync(
                new EscalationAttempt(begun.Id, "leg-b", "lucia", "sip:lucia@127.0.0.1:5071", site.Site.Clock.Now, "ringing") { Place = 1, Cancel = "how" }, default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await site.QuietAsync();
        });
        Assert.Equal(["how"], site.Exchange.Ended);
        Assert.Equal(["lucia no-answer", "lucia cancelled", "lucia busy", "diego busy"], site.Escalations.Outcomes);
        Assert.Empty(script.Mistakes);
    }

    [Fact]
    public void Calls_left_by_a_process_that_died_are_hung_up_before_anybody_is_rung_and_their_phones_are_rung_again()
    {
        var script = new Script().With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            var begun = await site.Escalations.BeginAsync(
                new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            await site.Escalations.NoteAttemptAsync(
                new EscalationAttempt(begun.Id, "leg-a", "lucia", "sip:lucia@127.0.0.1:5071", site.Site.Clock.Now, "answered") { Cancel = "engineer" }, default);
            await site.Escalations.NoteAttemptAsync(
                new EscalationAttempt(begun.Id, "leg-b", "lucia", HelpdeskSite.Maria, site.Site.Clock.Now, "caller") { Cancel = "caller" }, default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await site.QuietAsync();
        });
        Assert.Equal(["engineer", "caller"], site.Exchange.Ended);
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
        Assert.All(site.Escalations.Attempts, note => Assert.Null(note.Cancel));
        Assert.Empty(script.Mistakes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Legs_of_no_escalation_that_were_left_are_ended_before_anybody_is_rung_and_a_ring_that_does_not_answer_is_waited_out(bool answers)
    {
        var script = new Script().With("lucia", "dial=busy", "dial=busy").With("diego", "dial=busy", "dial=busy");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        site.Exchange.IsThere = answers;
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            await site.Legs.NoteAsync(new StandingLeg("leg-a", site.Site.Node, "lucia", "ring", site.Site.Clock.Now + Duration.FromSeconds(25)), default);
            await site.Legs.NoteAsync(new StandingLeg("leg-b", site.Site.Node, "diego", "talk", RingsUntil: null), default);
            await site.Legs.NoteAsync(new StandingLeg("leg-c", "another", "diego", "not ours", RingsUntil: null), default);
            await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            site.Runner.StartResuming();
            await site.QuietAsync();
            await site.Runner.DisposeAsync();
        });
        Assert.Equal(["ring", "talk"], site.Exchange.Ended);
        Assert.Equal(answers ? ["lucia busy", "diego busy"] : ["diego busy", "lucia busy"], site.Escalations.Outcomes.Take(2));
        Assert.Equal(["leg-c"], site.Legs.All.Keys);
    }

    [Theory]
    [InlineData(4, "diego")]
    [InlineData(12, "lucia")]
    public void A_store_that_is_away_stops_a_ladder_when_its_lease_has_run_out_and_it_goes_on_once_the_store_is_back(int seconds, string second)
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, new Script().With("lucia", "dial=no-answer", "dial=no-answer").With("diego", "dial=no-answer"));
        var ticket = site.Raised("aceros");
        var (from, until) = (site.Site.Clock.Now + Duration.FromSeconds(1), site.Site.Clock.Now + Duration.FromSeconds(1 + seconds));
        var store = Away.Of<IEscalationStore>(
            site.Escalations, asked => asked is "LeaseAsync" or "RenewAsync" && site.Site.Clock.Now >= from && site.Site.Clock.Now < until);
        var runner = new EscalationRunner(site.Site with { Escalations = store }, NullLogger<EscalationRunner>.Instance) { Exchange = site.Exchange };
        Pump.Run(site.Time, async () =>
        {
            await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            runner.StartResuming();
            while (site.Exchange.Rung.Count < 2) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
            await runner.DisposeAsync();
        });
        Assert.Equal(["lucia", second], site.Exchange.Rung.Select(ring => ring.Target.Split(':', '@')[1]));
    }

    [Fact]
    public void Whoever_accepted_and_was_not_joined_when_the_process_died_is_rung_again_first()
    {
        var script = new Script().With("diego", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            var begun = await site.Escalations.BeginAsync(
                new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            await site.Escalations.AcceptAsync(begun.Id, "diego", site.Site.Clock.Now, default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await site.QuietAsync();
        });
        Assert.Equal(["diego accepted"], site.Escalations.Outcomes);
        Assert.Empty(script.Mistakes);
    }

    [Fact]
    public void Whoever_accepted_in_a_round_that_had_been_waited_for_is_rung_at_once_when_the_process_died_and_nobody_is_alarmed_again()
    {
        var script = new Script().With("diego", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(
            HelpdeskSite.Night,
            script,
            Repeated);
        var ticket = site.Raised("aceros");
        var began = site.Site.Clock.Now;
        Pump.Run(site.Time, async () =>
        {
            var begun = await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", began), default);
            await site.Escalations.AdvanceAsync(begun.Id, 1, began, default);
            await site.Escalations.AcceptAsync(begun.Id, "diego", began, default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await site.QuietAsync();
        });
        Assert.Equal(["diego accepted"], site.Escalations.Outcomes);
        Assert.True(site.Escalations.Attempts[0].At - began < Duration.FromMinutes(1));
        Assert.DoesNotContain(site.Tickets.Changes(ticket), change => change is TicketChange.EscalationMoved { State: TicketChange.EscalationMoved.Exhausted });
    }

    [Fact]
    public void In_the_rounds_without_the_caller_nobody_is_made_to_wait_by_a_ladder_that_was_taken_up_again()
    {
        var site = new HelpdeskSite(
            HelpdeskSite.Night,
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=no-answer"),
            Repeated);
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            var now = site.Site.Clock.Now;
            var begun = await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", now), default);
            await site.Escalations.AdvanceAsync(begun.Id, 1, now + Duration.FromMinutes(9), default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await Task.Delay(TimeSpan.FromSeconds(10), site.Time);
            Assert.Null(site.Runner.Begin(site.Escalations.All.Single(), callerWaits: true));
            await site.QuietAsync();
        });
        Assert.Equal(["lucia no-answer", "diego no-answer"], site.Escalations.Outcomes);
    }

    [Fact]
    public void A_store_that_is_away_while_an_engineer_talks_leaves_the_talk_to_that_engineer_and_the_lease_here()
    {
        var script = new Script().With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        var isAway = false;
        var store = Away.Of<IEscalationStore>(site.Escalations, asked => asked == "RenewAsync" && isAway);
        var runner = new EscalationRunner(site.Site with { Escalations = store }, NullLogger<EscalationRunner>.Instance) { Exchange = site.Exchange };
        Task<Escalation?> TakeUpAsync() => site.Escalations.LeaseAsync(null, "there", site.Site.Clock.Now, EscalationRunner.Lease, default);
        Pump.Run(site.Time, async () =>
        {
            await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            runner.StartResuming();
            while (site.Exchange.Placed.Count < 2) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
            await Task.Delay(TimeSpan.FromSeconds(10), site.Time);
            isAway = true;
            await Task.Delay(TimeSpan.FromSeconds(12), site.Time);
            Assert.Null(await TakeUpAsync());
            isAway = false;
            await Task.Delay(TimeSpan.FromSeconds(25), site.Time);
            Assert.Null(site.Exchange.Leg("customer").End);
            Assert.Null(await TakeUpAsync());
            await site.QuietAsync();
            await runner.DisposeAsync();
        });
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
        Assert.Empty(script.Mistakes);
    }

    /// <summary>The line with one ladder for all that is rung for, gone through once with the caller and once without, ten minutes later.</summary>
    private static Line Repeated(Line line)
    {
        var rung = new LadderRung("guardia", [], false, Duration.Zero, 1);
        return line with { Routing = line.Routing with { Ladders = [new LadderTerms("all", [], [], [rung], 1, Repeats: 1, Duration.FromMinutes(10), "operator")] } };
    }
}
