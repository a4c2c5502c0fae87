using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Queues;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>The engineer and the caller, from the acceptance until they part, and who else is brought in.</summary>
public sealed class LadderTalkTests
{
    private static readonly string[] Waits = [.. Scene.Emergency, "folio.repeat=2"];

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

    [Theory]
    [InlineData("0034612345678", "34612345678")]
    [InlineData("9001234567", "529001234567")]
    public void A_number_that_a_stranger_keyed_is_not_phoned_at_any_cost_but_told_to_the_engineer(string keyed, string told)
    {
        var scene = Scene.Play(HelpdeskSite.Night, LeavesNumber(keyed), HelpdeskSite.Stranger);
        Assert.Equal(["sip:lucia@127.0.0.1:5071"], scene.Site.Exchange.Rung.Select(rung => rung.Target).Distinct());
        Assert.Equal(told, Scene.DigitsAfter(scene.Site.Exchange.Leg("lucia"), Prompts.CallBack)[..told.Length]);
        Assert.DoesNotContain(Prompts.CallingCaller, scene.Site.Exchange.Leg("lucia").Heard);
        Assert.Contains(
            scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.Noted { Inside: true } noted && noted.Text.Contains($"+{told} was not phoned", StringComparison.Ordinal));
        Assert.Equal((EscalationState.Accepted, "lucia"), scene.Site.Escalations.All.Select(known => (known.State, known.AcceptedBy)).Single());
    }

    [Fact]
    public void A_number_that_the_line_names_the_beginning_of_is_phoned()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            LeavesNumber("0034612345678").With("customer", "dial=busy"),
            HelpdeskSite.Stranger,
            line => line with { Routing = line.Routing with { CallBackPrefixes = ["+34"] } });
        Assert.Equal("+34612345678", scene.Site.Exchange.Rung[^1].Target);
    }

    [Fact]
    public void A_number_on_file_is_phoned_wherever_it_is()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", ["language=1", "pin=7213", .. Waits[2..], "hold=hang-up"])
                .With("lucia", "dial=answer", "engineer.accept=", "engineer.accept=1")
                .With("customer", "dial=busy"),
            "+34612345678",
            before: site => site.Directory.Add("aceros", "ines", "+34612345678", "7213"));
        Assert.Equal("+34612345678", scene.Site.Exchange.Rung[^1].Target);
    }

    private static Script LeavesNumber(string keyed) => new Script()
        .With(
            "caller",
            "language=1", "contract.number=*", "menu.unknown=1", "severity.confirm=1", "contact.confirm=2", $"contact.number={keyed}#", "contact.confirm=1", "record=speech", "folio.repeat=2", "hold=hang-up")
        .With("lucia", "dial=answer", "engineer.accept=", "engineer.accept=1");

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
}
