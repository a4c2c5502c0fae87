using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
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

    private static Func<Line, Line> With(params LadderRung[] rungs) => With(0, rungs);

    /// <summary>The line with one ladder for its emergencies, gone through once with the caller.</summary>
    private static Func<Line, Line> With(int repeats, params LadderRung[] rungs) => line => line with
    {
        Routing = line.Routing with { Ladders = [new LadderTerms("core", ["emergencia"], [], rungs, 1, repeats, Duration.FromMinutes(10), "operator")] },
    };
}
