using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Queues;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>A caller who would rather be called back than wait.</summary>
public sealed class CallBackTests
{
    private static readonly string[] Chosen = [.. Scene.Maria, "menu.main=0", "folio.repeat=2", "queue.hold=1"];

    [Fact]
    public void Key_one_keeps_the_place_and_ends_the_wait()
    {
        var (site, call) = Choose(Script());
        var kept = Assert.Single(site.CallBacks.All);
        var wait = Assert.Single(site.Queue.All);
        Assert.Equal((HelpdeskSite.Maria, wait.Id, wait.JoinedAt), (kept.Number, kept.Id, kept.Call.Place));
        Assert.Equal(QueueOutcome.CallBackChosen, wait.Outcome);
        Assert.True(call.Heard.IndexOf(Prompts.ForACallBack) < call.Heard.IndexOf(Prompts.PlaceKept));
        Assert.Equal(CallEnding.CallBackPromised, site.Ending());
        Assert.Contains(HelpdeskSite.Maria, site.Tickets.Changes(site.Tickets.All[0]).OfType<TicketChange.Noted>().Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_may_not_be_phoned_is_offered_none()
    {
        var script = new Script().With("caller", [.. Scene.Maria, "menu.main=0", "folio.repeat=2"]).With("anna", "dial=answer", "bridge=helper");
        var (site, call) = Choose(script, terms => terms with { CallBacks = new CallBackTerms(["+1"], 2, Duration.FromMinutes(5)) });
        Assert.DoesNotContain(Prompts.ForACallBack, call.Heard);
        Assert.Empty(site.CallBacks.All);
    }

    [Fact]
    public void The_agent_is_rung_first_then_the_customer_and_they_talk()
    {
        var (site, _) = Choose(Script().With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=helper"));
        CallBack(site);
        var (agent, customer) = (site.Exchange.Leg("anna"), site.Exchange.Leg(Asking.Customer));
        Assert.Equal(["sip:anna@127.0.0.1", HelpdeskSite.Maria], site.Exchange.Rung.Select(ring => ring.Target));
        var ticket = Assert.Single(site.Tickets.All);
        Assert.Contains(Prompts.CallBackWhisper, agent.Heard);
        Assert.Equal(ticket.Folio.Digits, Scene.DigitsAfter(agent, Prompts.WhisperFolio));
        Assert.Contains(Prompts.CalledBack, customer.Heard);
        Assert.Equal("agent:anna", site.Tickets.Changes(ticket).OfType<TicketChange.Connected>().Single().To);
        Assert.Equal(CallBackState.Done, site.CallBacks.All[0].State);
        Assert.Null(site.Agents.All["anna"].State.Node);
        Assert.All(site.Exchange.Placed, leg => Assert.NotNull(leg.End));
        Assert.Equal(["cancel", "hang up", "cancel", "hang up"], site.Legs.Noted.Where(leg => leg.LegId != "call-1").Select(leg => leg.Ending));
        Assert.Empty(site.Legs.All);
    }

    [Fact]
    public void A_customer_who_does_not_answer_is_tried_again_after_the_delay_and_then_given_up()
    {
        var (site, _) = Choose(Script()
            .With("anna", "dial=answer", "dial=answer")
            .With(Asking.Customer, "dial=no-answer", "dial=no-answer"));
        CallBack(site);
        var put = site.CallBacks.All[0];
        Assert.Equal((1, CallBackState.Open), (put.Attempts, put.State));
        Assert.True(put.DueAt >= site.Site.Clock.Now + Duration.FromMinutes(4));
        Assert.Contains(Prompts.CustomerSilent, site.Exchange.Leg("anna").Heard);
        CallBack(site);
        Assert.Equal(2, site.Exchange.Rung.Count);
        Pump.Run(site.Time, () => Task.Delay(TimeSpan.FromMinutes(6), site.Time));
        CallBack(site);
        Assert.Equal(CallBackState.Failed, site.CallBacks.All[0].State);
        Assert.Equal(2, site.Tickets.Changes(site.Tickets.All[0]).OfType<TicketChange.Noted>().Count(note => note.Text.EndsWith("no answer.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Outside_support_hours_nobody_is_called_back_before_they_begin_again()
    {
        var (site, _) = Choose(Script());
        Pump.Run(site.Time, () => Task.Delay(TimeSpan.FromHours(9), site.Time));
        CallBack(site);
        Assert.Empty(site.Exchange.Rung);
        Assert.Equal(Moment.At("2026-03-11T08:30:00-06"), site.CallBacks.All[0].DueAt);
    }

    [Fact]
    public void An_agent_who_is_free_again_only_after_support_hours_is_not_rung_for_it()
    {
        var (site, _) = Choose(Script());
        var anna = site.Agents.All["anna"];
        site.Agents.All["anna"] = anna with { State = anna.State with { WrapUpUntil = Moment.At("2026-03-10T17:31:00-06") } };
        Pump.Run(site.Time, () => Task.Delay(TimeSpan.FromHours(7), site.Time));
        CallBack(site);
        Assert.Empty(site.Exchange.Rung);
        Assert.Equal((Moment.At("2026-03-11T08:30:00-06"), 0), (site.CallBacks.All[0].DueAt, site.CallBacks.All[0].Attempts));
    }

    [Fact]
    public void Nobody_is_called_back_before_what_a_process_that_died_left_has_ended()
    {
        var (site, _) = Choose(Script().With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=helper"));
        Pump.Run(site.Time, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(5), site.Time);
            var ended = new TaskCompletionSource();
            site.CallBackRunner.Start(ended.Task);
            await Task.Delay(TimeSpan.FromMinutes(1), site.Time);
            Assert.Empty(site.Exchange.Rung);
            ended.SetResult();
            while (site.CallBacks.All[0].State == CallBackState.Open) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
            await site.QuietAsync();
            await site.CallBackRunner.DisposeAsync();
        });
        Assert.Equal(2, site.Exchange.Rung.Count);
    }

    [Fact]
    public void A_store_that_was_away_as_a_call_back_was_due_and_for_a_beat_of_it_costs_nobody_the_call_back()
    {
        var (site, _) = Choose(Script().With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=helper"));
        site.Agents.All["anna"] = site.Agents.All["anna"] with { State = site.Agents.All["anna"].State with { WrapUpUntil = null } };
        var began = site.Site.Clock.Now;
        var store = Away.Of<ICallBackStore>(site.CallBacks, asked => asked switch
        {
            "LeaseAsync" => site.Site.Clock.Now - began < Duration.FromSeconds(5),
            "RenewAsync" => site.Site.Clock.Now - began < Duration.FromSeconds(10),
            _ => false,
        });
        var queue = new AgentQueue(site.Site);
        var runner = new CallBackRunner(site.Site with { CallBacks = store }, queue, NullLogger<CallBackRunner>.Instance) { Exchange = site.Exchange };
        Pump.Run(site.Time, async () =>
        {
            runner.Start(Task.CompletedTask);
            while (site.CallBacks.All[0].State == CallBackState.Open) await Task.Delay(TimeSpan.FromSeconds(1), site.Time);
            await site.QuietAsync();
            await runner.DisposeAsync();
            await queue.DisposeAsync();
        });
        Assert.Equal(CallBackState.Done, site.CallBacks.All[0].State);
        Assert.Equal(2, site.Exchange.Rung.Count);
    }

    [Fact]
    public void While_nobody_is_on_duty_it_waits_and_no_attempt_is_counted()
    {
        var (site, _) = Choose(Script());
        site.Agents.All["anna"] = site.Agents.All["anna"] with { State = AgentState.SignedOut };
        CallBack(site);
        Assert.Empty(site.Exchange.Rung);
        Assert.Equal((0, CallBackState.Open), (site.CallBacks.All[0].Attempts, site.CallBacks.All[0].State));
    }

    [Fact]
    public void The_agent_hands_the_customer_over_by_key_to_another_who_is_told_and_given_back()
    {
        var (site, _) = Choose(
            Script().With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=*5+caller").With("bela", "dial=answer"),
            line: line => line with { Departments = [] });
        site.Agents.All["bela"] = Bela();
        CallBack(site);
        Assert.Equal(
            ["agent:anna", "agent:bela"],
            site.Tickets.Changes(Assert.Single(site.Tickets.All)).OfType<TicketChange.Connected>().Select(change => change.To));
        Assert.Equal(site.Tickets.All[0].Folio.Digits, Scene.DigitsAfter(site.Exchange.Leg("bela"), Prompts.WhisperFolio));
        Assert.Contains(Prompts.WhisperSeverity, site.Exchange.Leg("anna").Heard);
        Assert.Equal((null, null), (site.Agents.All["anna"].State.Node, site.Agents.All["bela"].State.Node));
        Assert.All(site.Exchange.Placed, leg => Assert.NotNull(leg.End));
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(2, 2)]
    public void Told_to_stop_it_waits_for_no_agent_and_one_who_rings_is_served(int seconds, int rung)
    {
        var (site, _) = Choose(Script().With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=helper"));
        var freeAt = site.Agents.All["anna"].State.WrapUpUntil!.Value;
        Pump.Run(site.Time, async () =>
        {
            var running = await site.CallBackRunner.TakeUpAsync(default);
            await Task.Delay((freeAt + Duration.FromSeconds(seconds) - site.Site.Clock.Now).ToTimeSpan(), site.Time);
            site.CallBackRunner.Drain();
            await Task.WhenAll(running);
        });
        Assert.Equal(rung, site.Exchange.Rung.Count);
        Assert.Equal(rung == 0 ? CallBackState.Open : CallBackState.Done, site.CallBacks.All[0].State);
    }

    [Fact]
    [Trait("Clause", "SNG-03")]
    public void What_is_talked_is_paid_where_the_request_uses_credits()
    {
        var (site, _) = Choose(Script().With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=helper"), line: UsesCredits);
        Grant(site);
        CallBack(site);
        Assert.Equal([(-1, $"call-1/{site.Tickets.All[0].Folio.Digits}")], Spent(site));
    }

    [Fact]
    [Trait("Clause", "SNG-03")]
    public void Whoever_goes_on_after_a_transfer_that_nobody_answers_is_paid_with_the_first()
    {
        var (site, _) = Choose(
            Script()
                .With("anna", "dial=answer").With(Asking.Customer, "dial=answer").With("anna", "bridge=helper")
                .With("helpdesk", "dial=no-answer").With("bela", "dial=answer", "bridge=helper"),
            line: UsesCredits);
        site.Agents.All["bela"] = Bela();
        site.CallBackRunner.Exchange = new TransferringExchange(site.Exchange, "helpdesk", site.Time);
        Grant(site);
        CallBack(site);
        var folio = site.Tickets.All[0].Folio.Digits;
        Assert.Equal([(-1, $"call-1/{folio}"), (-1, $"call-1/{folio}/2")], Spent(site));
    }

    private static Line UsesCredits(Line line) => line with
    {
        Credits = new CreditTerms([120], 30, "SNG-04"),
        RequestTypes = [.. line.RequestTypes.Select(type => type with { Requirement = new Requirement { Credits = true } })],
    };

    private static void Grant(HelpdeskSite site)
    {
        site.Tickets.All[0] = site.Tickets.All[0] with { RequestType = "falla" };
        Pump.Run(site.Time, () => site.Credits.AddAsync(
            site.Line.Credits!, new NewCreditEntry("aceros", "ipaxes", site.Site.Clock.Now, CreditKind.Pack, 120, null, "operator:ana", ""), default));
    }

    private static IEnumerable<(int Credits, string? Reference)> Spent(HelpdeskSite site) =>
        site.Credits.All.Where(entry => entry.Kind == CreditKind.Spent).Select(entry => (entry.Credits, entry.Reference));

    /// <summary>Free at the same moment as Anna, and idle for less.</summary>
    private static AgentStanding Bela() => new(
        new Agent("bela", "Bela", "sip:bela@127.0.0.1", ["ipaxes"], ["es-MX"], []),
        new AgentState(IsSignedIn: true, null, Moment.At(HelpdeskSite.Day) + Duration.FromMinutes(3), Moment.At(HelpdeskSite.Day) + Duration.FromSeconds(1), 0, null));

    private static Script Script() => new Script().With("caller", Chosen);

    private static void CallBack(HelpdeskSite site) => Pump.Run(site.Time, async () => await Task.WhenAll(await site.CallBackRunner.TakeUpAsync(default)));

    /// <summary>The caller waits for Anna, who writes up the call before.</summary>
    private static (HelpdeskSite Site, ScriptedCall Call) Choose(
        Script script, Func<QueueTerms, QueueTerms>? change = null, Func<Line, Line>? line = null)
    {
        var terms = new QueueTerms { Source = "operator", CallBacks = new CallBackTerms(["+52"], 2, Duration.FromMinutes(5)) };
        var at = Moment.At(HelpdeskSite.Day);
        var site = new HelpdeskSite(HelpdeskSite.Day, script, given => (line?.Invoke(given) ?? given) with { Queue = change?.Invoke(terms) ?? terms });
        site.Agents.All["anna"] = new AgentStanding(
            new Agent("anna", "Anna", "sip:anna@127.0.0.1", ["ipaxes"], ["es-MX"], []),
            new AgentState(IsSignedIn: true, null, at + Duration.FromMinutes(3), at, 0, null));
        return (site, site.Phone(HelpdeskSite.Maria));
    }
}
