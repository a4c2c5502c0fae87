using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Queues;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>How the engineers are rung where the line says so, what they may do, and what becomes of the caller.</summary>
public sealed class LadderTests
{
    private static readonly string[] Waits = [.. Scene.Emergency, "folio.repeat=2"];

    [Fact]
    public void Of_two_who_are_rung_together_and_both_accept_one_wins_and_the_other_hears_that_it_is_taken()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper")
                .With("diego", "dial=answer", "engineer.accept=1"),
            change: With(new LadderRung("guardia", [], Together: true, Duration.Zero, 1)));
        Assert.Equal(["diego", "lucia"], scene.Site.Escalations.Outcomes.Select(outcome => outcome.Split(' ')[0]).Order());
        Assert.Single(scene.Site.Escalations.Outcomes, outcome => outcome.EndsWith(" accepted", StringComparison.Ordinal));
        var loser = scene.Site.Escalations.Outcomes.Single(outcome => outcome.EndsWith(" too-late", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Contains(Prompts.TakenAlready, scene.Site.Exchange.Leg(loser).Heard);
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_who_is_rung_is_alerted_and_no_ring_waits_for_what_becomes_of_it(bool fails)
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Waits)
                .With("lucia", "dial=no-answer")
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper"),
            before: site => site.Alerts.Outcome = fails ? Task.FromException(new IOException("the store is away")) : new TaskCompletionSource().Task);
        Assert.Equal(["lucia no-answer", "diego accepted"], scene.Site.Escalations.Outcomes);
        Assert.Equal(["lucia", "diego"], scene.Site.Alerts.Told.Select(alert => alert.Engineer.Id));
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
    }

    [Fact]
    public void A_phone_that_still_rings_when_another_accepts_is_cancelled()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=no-answer")
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper"),
            change: With(new LadderRung("guardia", [], Together: true, Duration.Zero, 1)));
        Assert.Equal(["diego accepted", "lucia cancelled"], scene.Site.Escalations.Outcomes.Order());
    }

    [Fact]
    public void A_ladder_is_taken_by_severity_and_rings_places_after_their_delay_as_often_as_it_says()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Waits)
                .With("diego", "dial=busy", "dial=busy")
                .With("lucia", "dial=busy"),
            change: With(new LadderRung("guardia", [2], false, Duration.Zero, 2), new LadderRung("guardia", [1], false, Duration.FromMinutes(1), 1)));
        Assert.Equal(["diego busy", "diego busy", "lucia busy"], scene.Site.Escalations.Outcomes);
        var rings = scene.Site.Escalations.Attempts.Where(attempt => attempt.Outcome == "ringing").Select(attempt => attempt.At).ToList();
        Assert.True(rings[2] - rings[1] >= Duration.FromMinutes(1));
        Assert.Equal(CallEnding.CallBackPromised, scene.Ending);
    }

    [Fact]
    public void Where_no_phone_is_reached_the_others_are_tried_at_once_and_the_next_round_comes_no_sooner_than_a_ring_would_end()
    {
        var script = new Script().With("caller", Waits).With("lucia", "dial=absent", "dial=busy").With("diego", "dial=absent", "dial=busy");
        var scene = Scene.Play(HelpdeskSite.Night, script, change: With(new LadderRung("guardia", [], false, Duration.Zero, 2)));
        Assert.Equal(["lucia failed", "diego failed", "lucia busy", "diego busy"], scene.Site.Escalations.Outcomes);
        var rings = scene.Site.Escalations.Attempts.Where(attempt => attempt.Outcome == "ringing").Select(attempt => attempt.At).ToList();
        Assert.True(rings[1] - rings[0] < scene.Site.Line.Routing.EngineerRing);
        Assert.True(rings[2] - rings[0] >= scene.Site.Line.Routing.EngineerRing);
    }

    [Fact]
    public void After_the_callers_rounds_the_ladder_repeats_without_the_caller_until_its_limit()
    {
        var script = new Script().With("caller", Waits).With("lucia", "dial=busy", "dial=busy", "dial=busy").With("diego", "dial=busy", "dial=busy", "dial=busy");
        var scene = Scene.Play(HelpdeskSite.Night, script, change: With(repeats: 2, new LadderRung("guardia", [], false, Duration.Zero, 1)));
        Assert.Equal(6, scene.Site.Exchange.Rung.Count);
        Assert.Equal((CallEnding.CallBackPromised, EscalationState.Exhausted), (scene.Ending, scene.Site.Escalations.All.Single().State));
        var rings = scene.Site.Escalations.Attempts.Where(attempt => attempt.Outcome == "ringing").Select(attempt => attempt.At).ToList();
        Assert.True(rings[2] - rings[1] >= Duration.FromMinutes(10));
        Assert.True(rings[4] - rings[3] >= Duration.FromMinutes(10));
    }

    [Fact]
    public void An_engineer_who_accepts_when_the_caller_has_left_is_put_through_by_the_line()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Waits, "hold=1"])
                .With("lucia", "dial=no-answer")
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper")
                .With("customer", "dial=answer"));
        Assert.Equal(CallEnding.CallBackPromised, scene.Ending);
        Assert.NotEqual(-1, scene.Heard(Prompts.LadderElsewhere));
        Assert.Equal(HelpdeskSite.Maria, scene.Site.Exchange.Rung[^1].Target);
        Assert.Equal(scene.Site.Line.Numbers[0].Number, scene.Site.Exchange.Rung[^1].CallerNumber);
        Assert.Contains(Prompts.EngineerAccepted, scene.Site.Exchange.Leg("customer").Heard);
        Assert.Contains(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.Connected { To: "engineer:diego" });
        Assert.Equal(["lucia no-answer", "diego accepted"], scene.Site.Escalations.Outcomes);
        Assert.Equal(EscalationState.Accepted, scene.Site.Escalations.All.Single().State);
        Assert.All(scene.Site.Exchange.Placed, leg => Assert.NotNull(leg.End));
    }

    [Fact]
    public void An_engineer_who_is_lost_as_the_talk_with_a_caller_who_was_phoned_begins_leaves_it_to_the_ladder()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Waits, "hold=hang-up"])
                .With("lucia", "dial=answer", "engineer.accept=", "engineer.accept=1", "bridge=lost")
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper")
                .With("customer", "dial=answer", "dial=answer"));
        Assert.Equal(["lucia accepted", "lucia dropped", "diego accepted"], scene.Site.Escalations.Outcomes);
        Assert.Equal("diego", scene.Site.Escalations.All.Single().AcceptedBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_engineer_hands_the_caller_over_to_another_on_call_and_leaves(bool callerWaits)
    {
        var script = callerWaits
            ? new Script().With("caller", Scene.Emergency).With("lucia", "dial=answer", "engineer.accept=1")
            : new Script().With("caller", [.. Waits, "hold=hang-up"]).With("lucia", "dial=answer", "engineer.accept=", "engineer.accept=1").With("customer", "dial=answer");
        var scene = Scene.Play(HelpdeskSite.Night, script.With("lucia", "bridge=*5+caller").With("diego", "dial=answer", "engineer.join=1"));
        Assert.Equal(
            ["engineer:lucia", "engineer:diego"], scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>().Select(change => change.To));
        Assert.Equal(["lucia accepted"], scene.Site.Escalations.Outcomes);
        Assert.Contains(Prompts.SecondWhisper, scene.Site.Exchange.Leg("diego").Heard);
        Assert.All(scene.Site.Exchange.Placed, leg => Assert.NotNull(leg.End));
        Assert.Equal(EscalationState.Accepted, scene.Site.Escalations.All.Single().State);
    }

    [Fact]
    public void An_engineer_who_handed_the_caller_over_can_be_rung_while_the_others_talk()
    {
        var script = new Script().With("lucia", "dial=answer", "engineer.accept=1", "bridge=*5+caller")
            .With("diego", "dial=answer", "engineer.join=1")
            .With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            while (site.Exchange.Placed.Count < 3 || site.Exchange.Leg("lucia").End is null) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
            Assert.Null(site.Exchange.Leg("customer").End);
            Assert.False(site.Site.EngineerLines.IsEngaged("lucia"));
            Assert.True(site.Site.EngineerLines.IsEngaged("diego"));
            await site.QuietAsync();
        });
        Assert.False(site.Site.EngineerLines.IsEngaged("lucia"));
        Assert.False(site.Site.EngineerLines.IsEngaged("diego"));
        Assert.Empty(script.Mistakes);
    }

    [Fact]
    public void A_caller_who_can_not_be_reached_is_left_to_the_engineer_who_hears_the_number()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Waits, "hold=hang-up"])
                .With("lucia", "dial=answer", "engineer.accept=", "engineer.accept=1")
                .With("customer", "dial=busy"));
        Assert.Equal(HelpdeskSite.Maria.TrimStart('+'), Scene.DigitsAfter(scene.Site.Exchange.Leg("lucia"), Prompts.CallBack));
        Assert.Equal((EscalationState.Accepted, "lucia"), scene.Site.Escalations.All.Select(known => (known.State, known.AcceptedBy)).Single());
    }

    [Fact]
    public void An_engineer_may_take_it_for_later_and_is_rung_again_and_put_through()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=4", "engineer.more=1", "dial=answer", "engineer.accept=1", "bridge=helper")
                .With("customer", "dial=answer"));
        Assert.Equal(CallEnding.CallBackPromised, scene.Ending);
        Assert.NotEqual(-1, scene.Heard(Prompts.EngineerLater));
        Assert.Equal(["lucia later", "lucia accepted"], scene.Site.Escalations.Outcomes);
        var rings = scene.Site.Escalations.Attempts.Where(attempt => attempt.Outcome == "ringing").Select(attempt => attempt.At).ToList();
        Assert.True(rings[1] - rings[0] >= Duration.FromMinutes(10));
    }

    [Fact]
    public void No_emergency_is_dismissed_unheard_and_the_caller_is_told_kindly_when_one_is()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Waits)
                .With("lucia", "dial=answer", "engineer.accept=4", "engineer.more=2", "engineer.accept=3", "engineer.accept=4", "engineer.more=2", "engineer.dismiss=1"));
        var heard = scene.Site.Exchange.Leg("lucia").Heard;
        Assert.True(heard.IndexOf(Prompts.HearFirst) < heard.IndexOf(Prompts.ConfirmDismissal));
        Assert.Equal(EscalationState.Dismissed, scene.Site.Escalations.All.Single().State);
        var verified = Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.SeverityVerified>());
        Assert.Equal(("estandar", "no emergency, said the engineer on call after hearing the message"), (verified.To, verified.Reason));
        Assert.Equal(CallEnding.TicketRaised, scene.Ending);
        Assert.True(scene.Heard(Prompts.NoEmergency) < scene.Heard(Prompts.DueBefore));
    }

    [Fact]
    public void A_talk_that_is_cut_off_as_it_begins_leaves_the_caller_waiting_and_the_ladder_goes_on()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=lost")
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper"));
        Assert.Equal(["lucia accepted", "lucia dropped", "diego accepted"], scene.Site.Escalations.Outcomes);
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
    }

    [Fact]
    public void Whoever_is_on_a_call_with_us_is_passed_over_and_tried_again()
    {
        IDisposable? held = null;
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Waits).With("diego", "dial=busy", "dial=busy"),
            before: site => held = site.Site.EngineerLines.TryTake("lucia"));
        Assert.Equal(["diego busy", "lucia engaged", "diego busy", "lucia engaged"], scene.Site.Escalations.Outcomes);
        held!.Dispose();
    }

    [Fact]
    public void Whoever_was_rung_for_another_emergency_just_now_comes_after_the_others_and_is_rung_all_the_same()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Waits).With("diego", "dial=no-answer").With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"),
            before: site => site.Site.EngineerLines.NoteRing("lucia", "another"));
        Assert.Equal(["diego no-answer", "lucia accepted"], scene.Site.Escalations.Outcomes);
    }

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
        var rung = new LadderRung("guardia", [], false, Duration.Zero, 1);
        var site = new HelpdeskSite(
            HelpdeskSite.Night,
            script,
            line => line with { Routing = line.Routing with { Ladders = [new LadderTerms("all", [], [], [rung], 1, Repeats: 1, Duration.FromMinutes(10), "operator")] } });
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
        var rung = new LadderRung("guardia", [], false, Duration.Zero, 1);
        var site = new HelpdeskSite(
            HelpdeskSite.Night,
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=no-answer"),
            line => line with { Routing = line.Routing with { Ladders = [new LadderTerms("all", [], [], [rung], 1, Repeats: 1, Duration.FromMinutes(10), "operator")] } });
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
    public void Whoever_took_it_for_later_is_rung_alone_when_it_is_time_although_all_were_rung_together()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=4", "engineer.more=1", "dial=answer", "engineer.accept=1", "bridge=helper")
                .With("diego", "dial=no-answer")
                .With("customer", "dial=answer"),
            change: With(new LadderRung("guardia", [], Together: true, Duration.Zero, 1)));
        Assert.Equal(["lucia", "diego", "lucia"], scene.Site.Exchange.Rung.SkipLast(1).Select(ring => ring.Target.Split(':', '@')[1]));
        Assert.Equal("lucia", scene.Site.Escalations.All.Single().AcceptedBy);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_caller_who_is_lost_while_the_talk_is_written_down_is_phoned(bool hangsUp)
    {
        var script = new Script().With("caller", [.. Scene.Emergency]).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var call = site.Caller(HelpdeskSite.Maria);
        var isLost = false;
        var tickets = Away.Of<ITicketStore>(site.Tickets, asked =>
        {
            if (isLost || asked != "AppendAsync" || !site.Exchange.Placed.Exists(leg => leg.Heard.Contains(Prompts.ConnectingCaller))) return false;
            isLost = true;
            if (hangsUp) call.HangUp();
            return !hangsUp;
        });
        var handler = new CallHandler(site.Site with { Tickets = tickets }, site.Runner, new AgentQueue(site.Site), NullLogger<CallHandler>.Instance) { Exchange = site.Exchange };
        Pump.Run(site.Time, async () =>
        {
            await handler.HandleAsync(call, default);
            await call.HangUpAsync(default);
            await site.QuietAsync();
        });
        Assert.True(isLost);
        Assert.Equal(2, site.Exchange.Rung.Count);
        Assert.Equal(HelpdeskSite.Maria, site.Exchange.Rung[^1].Target);
        Assert.Contains(Prompts.EngineerAccepted, site.Exchange.Leg("customer").Heard);
        Assert.Empty(script.Mistakes);
    }

    [Fact]
    public void A_caller_whom_an_engineer_puts_through_to_a_phone_that_nobody_answers_is_not_left_alone()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper")
                .With("helpdesk", "dial=no-answer")
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper"),
            before: site => site.Runner.Exchange = site.Handler.Exchange = new TransferringExchange(site.Exchange, "helpdesk", site.Time));
        Assert.Equal(["lucia accepted", "lucia dropped", "diego accepted"], scene.Site.Escalations.Outcomes);
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
    }

    [Theory]
    [InlineData(3, "dial=no-answer")]
    [InlineData(8, "dial=answer", "engineer.join=")]
    public void A_second_engineer_who_rings_or_is_asked_when_the_caller_hangs_up_can_be_rung_again_and_nobody_else_is(int seconds, params string[] answers)
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, new Script().With("lucia", answers));
        var ticket = site.Raised("aceros");
        var second = new SecondEngineer(site.Site, site.Exchange, site.Line, "call-1");
        Pump.Run(site.Time, async () =>
        {
            using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), site.Time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.ReachAsync(ticket, [], over.Token));
        });
        Assert.Single(site.Exchange.Rung);
        Assert.False(site.Site.EngineerLines.IsEngaged("lucia"));
        Assert.All(site.Exchange.Placed, leg => Assert.NotNull(leg.End));
    }

    private static Func<Line, Line> With(params LadderRung[] rungs) => With(0, rungs);

    /// <summary>The line with one ladder for its emergencies, gone through once with the caller.</summary>
    private static Func<Line, Line> With(int repeats, params LadderRung[] rungs) => line => line with
    {
        Routing = line.Routing with { Ladders = [new LadderTerms("core", ["emergencia"], [], rungs, 1, repeats, Duration.FromMinutes(10), "operator")] },
    };
}
