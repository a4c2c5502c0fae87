using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>An engineer who missed the ring phones the number it came from.</summary>
public sealed class CallingEngineerTests
{
    private const string Visitor = "visitor";
    private const string VisitorsCall = "call-2";
    private static readonly string[] Waits = [.. Scene.Emergency, "folio.repeat=2"];

    [Fact]
    public void Who_calls_is_joined_to_the_caller_who_waits_and_the_phone_that_rings_is_cancelled()
    {
        var (site, visitor) = Play(new Script().With("lucia", "dial=no-answer").With("diego", "dial=no-answer").With(Visitor, "engineer.accept=1", "bridge=helper"), rings: 2);
        Assert.Equal(["lucia no-answer", "lucia called-in", "lucia accepted", "diego cancelled"], site.Escalations.Outcomes);
        Assert.Equal((CallEnding.ConnectedToEngineer, CallEnding.EngineerServed), (site.Ending(), site.Ending(VisitorsCall)));
        Assert.Contains(Prompts.ConnectingCaller, visitor.Heard);
        var folio = site.Tickets.All.Single().Folio;
        var moves = site.Tickets.History(folio).Where(step => step.Change is TicketChange.EscalationMoved).ToList();
        Assert.Equal(["called-in", "accepted"], moves.Select(step => ((TicketChange.EscalationMoved)step.Change).State));
        Assert.All(moves, step => Assert.Equal(("engineer:lucia", VisitorsCall), (step.Actor, step.CallId)));
        Assert.Contains(site.Tickets.Changes(site.Tickets.All.Single()), change => change is TicketChange.Connected { To: "engineer:lucia" });
        Assert.Contains(site.Calls.Events(VisitorsCall), step => step is { Kind: "offered" } && step.Detail == folio.Digits);
        Assert.Equal((EscalationState.Accepted, "lucia"), site.Escalations.All.Select(known => (known.State, known.AcceptedBy)).Single());
    }

    [Fact]
    public void Of_one_who_calls_and_one_who_was_rung_and_both_press_1_at_the_same_moment_one_wins()
    {
        var script = new Script().With("caller", Waits).With("lucia", "dial=no-answer")
            .With("diego", "dial=answer", "engineer.accept=1", "bridge=helper").With(Visitor, "engineer.accept=1", "bridge=helper");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var visitor = Calls(site, "lucia");
        Pump.Run(site.Time, async () =>
        {
            var caller = site.TakeAsync(site.Caller(HelpdeskSite.Maria));
            await UntilAsync(site, () => site.Exchange.Placed.Exists(leg => leg.Who == "diego"), TimeSpan.FromMilliseconds(10));
            await Task.WhenAll(caller, site.TakeAsync(visitor));
            await site.QuietAsync();
        });
        Assert.Equal(["accepted", "called-in", "no-answer", "too-late"], site.Escalations.Outcomes.Select(outcome => outcome.Split(' ')[1]).Order());
        Assert.Single(new[] { visitor, site.Exchange.Leg("diego") }, leg => leg.Heard.Contains(Prompts.TakenAlready));
        Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending());
        Assert.Single(script.Mistakes);
    }

    [Fact]
    public void Who_calls_and_hears_that_another_has_taken_it_is_done()
    {
        var (site, visitor) = Play(
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=answer", "engineer.accept=1", "bridge=helper").With(Visitor, "engineer.accept="),
            rings: 2);
        Assert.Equal(["lucia no-answer", "lucia called-in", "diego accepted", "lucia too-late"], site.Escalations.Outcomes);
        Assert.Contains(Prompts.TakenAlready, visitor.Heard);
        Assert.Equal(CallEnding.EngineerServed, site.Ending(VisitorsCall));
    }

    [Fact]
    public void Her_own_phone_stops_ringing_and_when_she_passes_the_next_is_rung_and_she_goes_on_as_a_caller()
    {
        var (site, visitor) = Play(
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=answer", "engineer.accept=1", "bridge=helper").With(Visitor, "engineer.accept=2", "language=hang-up"),
            rings: 1);
        Assert.Equal(["lucia called-in", "lucia cancelled", "lucia passed", "diego accepted"], site.Escalations.Outcomes.Order(new Place("called-in", "cancelled", "passed", "accepted")));
        Assert.Contains(Prompts.Passed, visitor.Heard);
        Assert.Equal(CallEnding.HungUpBeforeRequest, site.Ending(VisitorsCall));
    }

    [Fact]
    public void A_talk_that_is_cut_off_as_it_begins_leaves_the_caller_waiting_and_the_ladder_goes_on()
    {
        var (site, _) = Play(
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=no-answer", "dial=answer", "engineer.accept=1", "bridge=helper").With(Visitor, "engineer.accept=1", "bridge=lost"),
            rings: 2);
        Assert.Equal(["called-in", "accepted", "dropped", "accepted"], site.Escalations.Outcomes.Select(outcome => outcome.Split(' ')[1]).Where(outcome => outcome is not ("no-answer" or "cancelled")));
        Assert.Equal("diego", site.Escalations.All.Single().AcceptedBy);
        Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending());
    }

    [Fact]
    public void Nobody_is_told_that_it_was_in_vain_while_one_who_called_is_asked()
    {
        var (site, _) = Play(
            new Script().With("lucia", "dial=no-answer").With("diego", "dial=busy").With(Visitor, "engineer.accept=", "engineer.accept=1", "bridge=helper"),
            rings: 2,
            change: line => line with { Routing = line.Routing with { Rounds = 1 } });
        Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending());
        Assert.DoesNotContain(site.Tickets.Changes(site.Tickets.All.Single()), change => change is TicketChange.EscalationMoved { State: "exhausted" });
    }

    [Fact]
    public void What_ended_in_vain_is_still_offered_and_the_line_phones_the_caller()
    {
        var script = new Script().With(Visitor, "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Pump.Run(site.Time, async () =>
        {
            var begun = await BegunAsync(site);
            await site.Escalations.ExhaustAsync(begun.Id, site.Site.Clock.Now, default);
            await site.TakeAsync(Calls(site, "diego"));
        });
        Assert.Empty(script.Mistakes);
        Assert.Equal((EscalationState.Accepted, "diego"), site.Escalations.All.Select(known => (known.State, known.AcceptedBy)).Single());
        Assert.Contains(Prompts.EngineerAccepted, site.Exchange.Leg("customer").Heard);
        Assert.False(site.Escalations.IsAnyUnfinished);
    }

    [Theory]
    [InlineData("another has it")]
    [InlineData("days ago")]
    public void What_ended_in_vain_and_is_somebodys_or_old_is_not(string why)
    {
        var script = new Script().With(Visitor, "language=hang-up");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Pump.Run(site.Time, async () =>
        {
            var begun = await BegunAsync(site);
            await site.Escalations.ExhaustAsync(begun.Id, site.Site.Clock.Now, default);
            if (why == "days ago") await Task.Delay(TimeSpan.FromHours(25), site.Time);
            else await site.Tickets.AppendAsync(begun.Folio, new TicketChange.Assigned("anna"), "agent:anna", null, site.Site.Clock.Now, default);
            await site.TakeAsync(Calls(site, "diego"));
        });
        Assert.Empty(script.Mistakes);
        Assert.Empty(site.Escalations.Attempts);
    }

    [Fact]
    public void Of_several_the_oldest_is_offered_first_a_pass_leads_to_the_next_and_the_lease_comes_with_the_acceptance()
    {
        var script = new Script().With(Visitor, "engineer.accept=2", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Pump.Run(site.Time, async () =>
        {
            var (first, second) = (await BegunAsync(site), await BegunAsync(site, Duration.FromMinutes(1)));
            foreach (var each in new[] { first, second }) site.Escalations.Hold(each.Id, "there", site.Site.Clock.Now + Duration.FromHours(1));
            var talk = site.TakeAsync(Calls(site, "lucia"));
            await UntilAsync(site, () => site.Escalations.All[1].State != EscalationState.Open, TimeSpan.FromSeconds(1));
            Assert.False(await site.Escalations.RenewAsync(second.Id, "there", site.Site.Clock.Now, Duration.FromSeconds(7), default));
            Assert.True(await site.Escalations.RenewAsync(first.Id, "there", site.Site.Clock.Now, Duration.FromSeconds(7), default));
            await Task.Delay(TimeSpan.FromSeconds(30), site.Time);
            Assert.Null(await site.Escalations.LeaseAsync(second.Id, "there", site.Site.Clock.Now, Duration.FromSeconds(7), default));
            await talk;
        });
        Assert.Empty(script.Mistakes);
        Assert.Equal([EscalationState.Open, EscalationState.Accepted], site.Escalations.All.Select(known => known.State));
        Assert.Equal(["lucia called-in", "lucia passed", "lucia called-in", "lucia accepted"], site.Escalations.Outcomes);
    }

    [Fact]
    public void Who_took_it_for_later_and_phones_before_that_is_offered_it_and_the_line_phones_the_caller_at_once()
    {
        var (site, began) = PlayDeferred(Later.With(Visitor, "engineer.accept=1", "bridge=helper").With("customer", "dial=answer"));
        Assert.Equal(["lucia later", "lucia called-in", "lucia accepted"], site.Escalations.Outcomes);
        Assert.Contains(Prompts.EngineerAccepted, site.Exchange.Leg("customer").Heard);
        Assert.Equal(CallEnding.EngineerServed, site.Ending(VisitorsCall));
        Assert.True(site.Site.Clock.Now - began < Duration.FromMinutes(10), "nobody waited for the time of the call-back");
        Assert.False(site.Escalations.IsAnyUnfinished);
    }

    [Theory]
    [InlineData("engineer.accept=2")]
    [InlineData("engineer.accept=")]
    public void Who_took_it_for_later_and_decides_nothing_keeps_it_and_is_rung_when_it_is_time(string decides)
    {
        var script = Later.With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer")
            .With(Visitor, decides.EndsWith('=') ? [decides, decides, "language=hang-up"] : [decides, "language=hang-up"]);
        var (site, began) = PlayDeferred(script);
        Assert.Equal(["lucia later", "lucia called-in", "lucia later", "lucia accepted"], site.Escalations.Outcomes);
        Assert.DoesNotContain(Prompts.Passed, site.Calls.Events(VisitorsCall).Select(step => step.Detail));
        Assert.True(site.Site.Clock.Now - began >= Duration.FromMinutes(9));
        Assert.False(site.Escalations.IsAnyUnfinished);
    }

    [Fact]
    public void Who_took_it_for_later_may_put_it_off_once_more()
    {
        var script = Later.With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer").With(Visitor, "engineer.accept=4", "engineer.more=1");
        var (site, _) = PlayDeferred(script);
        Assert.Equal(["lucia later", "lucia called-in", "lucia later", "lucia accepted"], site.Escalations.Outcomes);
        var (called, rung) = (site.Escalations.Attempts.Single(note => note.Outcome == "called-in").At, site.Escalations.Attempts.Last(note => note.Outcome == "ringing" && note.EngineerId == "lucia").At);
        Assert.True(rung - called >= Duration.FromMinutes(10));
    }

    [Fact]
    public void What_another_took_for_later_is_not_offered()
    {
        var script = Later.With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer").With(Visitor, "language=hang-up");
        var (site, _) = PlayDeferred(script, visitor: "diego");
        Assert.Equal(["lucia later", "lucia accepted"], site.Escalations.Outcomes);
    }

    [Fact]
    public void What_a_process_that_died_had_noted_as_taken_for_later_is_offered_too()
    {
        var script = new Script().With(Visitor, "engineer.accept=1", "bridge=helper").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Pump.Run(site.Time, async () =>
        {
            var begun = await BegunAsync(site);
            await site.Escalations.AcceptAsync(begun.Id, "lucia", site.Site.Clock.Now, default);
            await site.Escalations.AdvanceAsync(begun.Id, 0, site.Site.Clock.Now + Duration.FromMinutes(10), default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await Task.Delay(TimeSpan.FromMinutes(1), site.Time);
            await site.TakeAsync(Calls(site, "lucia"));
            await site.QuietAsync();
        });
        Assert.Empty(script.Mistakes);
        Assert.Equal(["lucia called-in", "lucia accepted"], site.Escalations.Outcomes);
    }

    [Theory]
    [InlineData("lucia", false, "sip:lucia@127.0.0.1:5071", false)]
    [InlineData("lucia", true, "sip:lucia@127.0.0.1:5071", true)]
    [InlineData("+528183450901", true, "81 8345 0901", true)]
    [InlineData("528183450901", true, "tel:+528183450901", true)]
    [InlineData("+528183450901", false, "+528183450901", false)]
    [InlineData("+528183450902", true, "+528183450901", false)]
    [InlineData("anonymous", true, "+528183450901", false)]
    [InlineData("anna", true, "phone:anna", false)]
    [InlineData("phone:anna", false, "phone:anna", true)]
    public void An_engineer_is_known_by_a_number_that_is_vouched_for_or_by_a_registered_phone(string from, bool isVouchedFor, string target, bool isKnown)
    {
        var script = new Script().With(Visitor, isKnown ? "engineer.accept=hang-up" : "language=hang-up");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        site.Rotas.Engineers[0] = new Engineer("lucia", "Lucía Ramos", [target], "es-MX");
        Pump.Run(site.Time, async () =>
        {
            await BegunAsync(site);
            await site.TakeAsync(Calls(site, from, isVouchedFor));
        });
        Assert.Empty(script.Mistakes);
        Assert.Equal(isKnown ? CallEnding.EngineerServed : CallEnding.HungUpBeforeRequest, site.Ending(VisitorsCall));
    }

    [Fact]
    public void Without_an_open_emergency_an_engineer_is_a_caller_like_any_other()
    {
        var script = new Script().With(Visitor, "language=hang-up");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        Pump.Run(site.Time, () => site.TakeAsync(Calls(site, "lucia")));
        Assert.Empty(script.Mistakes);
    }

    [Fact]
    public void Who_is_in_no_rung_of_its_ladder_and_was_not_rung_is_offered_nothing()
    {
        var script = new Script().With(Visitor, "language=hang-up");
        var site = new HelpdeskSite(HelpdeskSite.Night, script, line => line with
        {
            Routing = line.Routing with { Ladders = [new LadderTerms("core", [], [], [new LadderRung("guardia", [1], false, Duration.Zero, 1)], 1, 0, Duration.Zero, "operator")] },
        });
        Pump.Run(site.Time, async () =>
        {
            await BegunAsync(site);
            await site.TakeAsync(Calls(site, "diego"));
        });
        Assert.Empty(script.Mistakes);
    }

    /// <summary>An emergency whose caller waits; once so many phones were rung, Lucía phones.</summary>
    private static (HelpdeskSite Site, ScriptedCall Visitor) Play(Script script, int rings, Func<Line, Line>? change = null)
    {
        // Where nobody was waited for, the folio is still being read.
        script.With("caller", rings > 1 ? Waits : Scene.Emergency);
        var site = new HelpdeskSite(HelpdeskSite.Night, script, change);
        var visitor = Calls(site, "lucia");
        Pump.Run(site.Time, async () =>
        {
            var caller = site.TakeAsync(site.Caller(HelpdeskSite.Maria));
            await UntilAsync(site, () => site.Exchange.Rung.Count >= rings, TimeSpan.FromSeconds(1));
            await Task.WhenAll(caller, site.TakeAsync(visitor));
            await site.QuietAsync();
        });
        Assert.Empty(script.Mistakes);
        return (site, visitor);
    }

    /// <summary>Lucía takes it for later.</summary>
    private static Script Later => new Script().With("caller", Scene.Emergency).With("lucia", "dial=answer", "engineer.accept=4", "engineer.more=1");

    /// <summary>A minute after it was taken for later somebody phones.</summary>
    private static (HelpdeskSite Site, Instant Began) PlayDeferred(Script script, string visitor = "lucia")
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var began = Instant.MinValue;
        Pump.Run(site.Time, async () =>
        {
            await site.TakeAsync(site.Caller(HelpdeskSite.Maria));
            began = site.Site.Clock.Now;
            await Task.Delay(TimeSpan.FromMinutes(1), site.Time);
            await site.TakeAsync(Calls(site, visitor));
            await site.QuietAsync();
        });
        Assert.Empty(script.Mistakes);
        return (site, began);
    }

    /// <summary>Lets virtual time pass by steps until it is so, ten minutes at most.</summary>
    private static async Task UntilAsync(HelpdeskSite site, Func<bool> isSo, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; !isSo(); passed += step)
        {
            Assert.True(passed < TimeSpan.FromMinutes(10), "it never came to that");
            await Task.Delay(step, site.Time);
        }
    }

    private static async Task<Escalation> BegunAsync(HelpdeskSite site, Duration after = default)
    {
        await Task.Delay(after.ToTimeSpan(), site.Time);
        var ticket = site.Raised("aceros");
        return await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
    }

    private static ScriptedCall Calls(HelpdeskSite site, string from, bool isVouchedFor = true)
    {
        var party = from.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal)
            ? new CallParty(from[PhoneAccount.Scheme.Length..], "", isVouchedFor, null) { Phone = from[PhoneAccount.Scheme.Length..] }
            : new CallParty(from, "", isVouchedFor, "pstn");
        return new ScriptedCall(VisitorsCall, Visitor, CallDirection.Inbound, party, "5000", site.Answers, site.Time);
    }

    /// <summary>Orders outcomes as named: cancelling her ring and asking her happen at once.</summary>
    private sealed class Place(params string[] order) : IComparer<string>
    {
        public int Compare(string? x, string? y) => Array.IndexOf(order, x!.Split(' ')[1]).CompareTo(Array.IndexOf(order, y!.Split(' ')[1]));
    }
}
