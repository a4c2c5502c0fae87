using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class NightTests
{
    [Fact]
    [Trait("Clause", "IPX-03")]
    public void A_confirmed_emergency_reaches_the_engineer_on_call()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"));
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
        Assert.NotEqual(-1, scene.Heard("ipaxes.severity.emergencia.night"));
        Assert.NotEqual(-1, scene.Heard(Prompts.EngineerAccepted));
        Assert.Equal((EscalationState.Accepted, "lucia"), scene.Site.Escalations.All.Select(known => (known.State, known.AcceptedBy)).Single());
        Assert.Contains(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.EscalationMoved { State: "accepted", EngineerId: "lucia" });

        var engineer = scene.Site.Exchange.Leg("lucia");
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(engineer, Prompts.WhisperFolio));
        Assert.Contains(Prompts.WhisperCustomer, engineer.Heard);
        Assert.Contains(Prompts.EmergencyConfirmed, engineer.Heard);
        Assert.NotNull(engineer.End);
    }

    [Fact]
    public void The_phone_rings_while_the_folio_is_still_being_read()
    {
        var script = new Script().With("caller", [.. Scene.Emergency, "folio.repeat=hang-up"]).With("lucia", "dial=no-answer").With("diego", "dial=no-answer").With("lucia", "dial=busy").With("diego", "dial=busy");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var call = site.Phone(HelpdeskSite.Maria);
        var read = site.Calls.Events(call.Id).First(step => step.Kind == "said" && step.Detail.StartsWith("Su número de folio", StringComparison.Ordinal)).At;
        Assert.True(site.Escalations.Attempts[0].At <= read);
        Assert.Equal(CallEnding.LeftWhileEscalating, site.Ending());
    }

    [Fact]
    public void The_engineer_accepts_and_the_first_reading_is_still_heard_to_its_end()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"));
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(scene.Call, Prompts.FolioIs));
        Assert.True(scene.Heard(Prompts.FolioIs) < scene.Heard(Prompts.EngineerAccepted));
    }

    [Fact]
    public void The_engineer_brings_in_a_second_one_who_is_told_what_it_is_about()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=*7+caller")
                .With("diego", "dial=answer", "engineer.join=1"));
        var second = scene.Site.Exchange.Leg("diego");
        Assert.Contains(Prompts.SecondWhisper, second.Heard);
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(second, Prompts.WhisperFolio));
        Assert.Equal(
            ["engineer:lucia", "engineer:diego"],
            scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>().Select(change => change.To));
        Assert.NotNull(second.End);
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
        Assert.Equal(
            [("", "hang up call-1", false), ("diego", "cancel", true), ("diego", "hang up", false)],
            scene.Site.Legs.Noted.Select(leg => (leg.EngineerId, leg.Ending, leg.RingsUntil is not null)));
        Assert.Empty(scene.Site.Legs.All);
    }

    [Theory]
    [InlineData("dial=no-answer")]
    [InlineData("dial=answer", "engineer.join=2")]
    [InlineData("dial=answer", "engineer.join=", "engineer.join=")]
    [InlineData("dial=answer", "engineer.join=hang-up")]
    public void Where_no_other_engineer_joins_the_one_who_asked_is_told(params string[] second)
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=*7+caller")
                .With("diego", second));
        Assert.Contains(Prompts.SecondNobody, scene.Site.Exchange.Leg("lucia").Heard);
        Assert.Equal(-1, scene.Heard(Prompts.SecondNobody));
        Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>());
        Assert.All(scene.Site.Exchange.Placed, leg => Assert.NotNull(leg.End));
    }

    [Theory]
    [InlineData("engineer.accept=2", "lucia passed")]
    [InlineData("engineer.accept=hang-up", "lucia no-key")]
    public void Passing_or_hanging_up_moves_on_to_the_second_engineer(string answer, string outcome)
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Scene.Emergency, "folio.repeat=2"])
                .With("lucia", "dial=answer", answer)
                .With("diego", "dial=answer", "engineer.accept=1", "bridge=caller"));
        Assert.Equal([outcome, "diego accepted"], scene.Site.Escalations.Outcomes);
    }

    [Fact]
    public void An_unattended_answer_or_a_voicemail_box_never_accepts()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Scene.Emergency, "folio.repeat=2"])
                .With("lucia", "dial=answer", "engineer.accept=", "engineer.accept=7")
                .With("diego", "dial=answer", "engineer.accept=", "engineer.accept=1", "bridge=helper"));
        Assert.Equal(["lucia no-key", "diego accepted"], scene.Site.Escalations.Outcomes);
        Assert.NotEqual(-1, scene.Heard(Prompts.CallingEngineer));
        Assert.True(scene.Heard(Prompts.CallingEngineer) < scene.Heard(Prompts.CallingSecond));
    }

    [Fact]
    public void When_the_ladder_ends_in_vain_the_caller_is_told_by_when_an_engineer_calls()
    {
        var script = new Script().With("caller", [.. Scene.Emergency, "folio.repeat=2"]);
        foreach (var engineer in new[] { "lucia", "diego", "lucia", "diego" }) script.With(engineer, "dial=no-answer");
        var scene = Scene.Play(HelpdeskSite.Night, script);
        Assert.Equal(CallEnding.CallBackPromised, scene.Ending);
        Assert.NotEqual(-1, scene.Heard(Prompts.LadderExhausted));
        Assert.NotEqual(-1, scene.Heard(Prompts.CallingAgain));
        Assert.Equal(EscalationState.Exhausted, scene.Site.Escalations.All.Single().State);
        Assert.Equal(4, scene.Site.Exchange.Rung.Count);
    }

    [Fact]
    public void With_nobody_on_call_the_promise_is_made_at_once()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night, new Script().With("caller", Scene.Emergency), before: site => site.Rotas.Engineers.Clear());
        Assert.Equal(CallEnding.CallBackPromised, scene.Ending);
        Assert.NotEqual(-1, scene.Heard(Prompts.FolioIs));
    }

    [Fact]
    public void The_engineer_may_hear_the_callers_own_words()
    {
        var folder = Directory.CreateTempSubdirectory("ivr");
        try
        {
            var script = new Script().With("caller", Scene.Emergency)
                .With("lucia", "dial=answer", "engineer.accept=3", "engineer.accept=1", "bridge=helper");
            var site = new HelpdeskSite(HelpdeskSite.Night, script, recordings: folder.FullName);
            site.Phone(HelpdeskSite.Maria);
            Assert.Empty(script.Mistakes);
            var heard = site.Exchange.Leg("lucia").Heard;
            Assert.Equal("recording", heard[heard.IndexOf(Prompts.CallersWords) + 1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [Trait("Clause", "IPX-03")]
    [InlineData("request.type=1")]
    [InlineData("request.type=4", "severity=2")]
    [InlineData("request.type=4", "severity=1", "severity.confirm=2")]
    public void Anything_less_waits_and_the_caller_hears_the_folio_why_and_when_support_opens(params string[] request)
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Scene.Maria, "menu.main=1", .. request, "contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2"]));
        Assert.Equal(CallEnding.TicketRaised, scene.Ending);
        Assert.Empty(scene.Site.Exchange.Rung);
        Assert.True(scene.Heard(Prompts.FolioIs) < scene.Heard(Prompts.WhyItWaits));
        Assert.True(scene.Heard(Prompts.WhyItWaits) < scene.Heard(Prompts.SupportOpens));
        Assert.Contains(scene.Journal, step => step.Contains("El soporte abre mañana, miércoles, a las ocho y media", StringComparison.Ordinal));
    }

    [Fact]
    public void Zero_at_night_asks_the_emergency_question_and_no_leads_back()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night, new Script().With("caller", [.. Scene.Maria, "menu.main=0", "severity.confirm=2", "menu.main=9"]));
        Assert.Empty(scene.Site.Tickets.All);

        var yes = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Scene.Maria, "menu.main=0", "severity.confirm=1", "contact.confirm=1", "record=speech"])
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"));
        Assert.Equal((CallEnding.ConnectedToEngineer, "emergencia"), (yes.Ending, yes.Ticket.Claimed));
    }

    [Fact]
    public void Whoever_presses_nothing_at_night_leaves_a_message()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night, new Script().With("caller", [.. Scene.Maria, "menu.main=", "menu.main=", "record=speech", "describe.review=", "describe.review=", "folio.repeat=", "folio.repeat="]));
        Assert.Equal((CallEnding.MessageLeft, "call-1.wav"), (scene.Ending, scene.Ticket.Recording));
        Assert.NotEqual(-1, scene.Heard(Prompts.SupportOpens));
    }
}
