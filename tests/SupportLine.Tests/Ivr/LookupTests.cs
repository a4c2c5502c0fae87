using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class LookupTests
{
    [Fact]
    public void The_status_of_a_folio_is_told_to_its_own_company()
    {
        var scene = Play(HelpdeskSite.Night, "aceros", folio => [$"folio={folio}#", "lookup=9"], status: "in-progress");
        Assert.Equal(CallEnding.FolioServed, scene.Ending);
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(scene.Call, Prompts.FolioForBoth));
        Assert.Equal("status.in-progress", scene.Call.Heard[scene.Heard(Prompts.StatusIs) + 1]);
    }

    [Theory]
    [InlineData("papeleria")]
    [InlineData(null)]
    public void Another_companys_folio_is_not_found_in_the_same_words_as_one_that_does_not_exist(string? owner)
    {
        var scene = Play(HelpdeskSite.Night, owner, folio => [$"folio={folio}#", $"folio={Folio.Of("52", 777)}#", "folio=*", "menu.main=9"]);
        Assert.Equal(2, scene.Call.Heard.Count(key => key == Prompts.FolioNotFound));
        Assert.Equal(-1, scene.Heard(Prompts.StatusIs));
    }

    [Fact]
    public void A_folio_mistyped_by_one_digit_is_caught_before_it_is_looked_up()
    {
        var scene = Play(HelpdeskSite.Night, "aceros", folio => [$"folio={folio[..^1]}{(folio[^1] - '0' + 1) % 10}#", "folio=*", "menu.main=9"]);
        Assert.NotEqual(-1, scene.Heard(Prompts.FolioMistyped));
        Assert.Equal(-1, scene.Heard(Prompts.FolioNotFound));
    }

    [Fact]
    public void A_folio_mistyped_three_times_leads_to_a_message_at_night()
    {
        var scene = Play(HelpdeskSite.Night, "aceros", _ => ["folio=1#", "folio=2#", "folio=3#", "record=speech", "describe.review=1", "folio.repeat=2"]);
        Assert.Equal(CallEnding.MessageLeft, scene.Ending);
    }

    [Fact]
    public void A_voice_note_is_added_to_the_ticket()
    {
        var scene = Play(HelpdeskSite.Night, "aceros", folio => [$"folio={folio}#", "lookup=1", "record=speech"]);
        var note = Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.VoiceNoted>());
        Assert.Equal("call-1.wav", note.Recording);
        Assert.Equal((CallEnding.FolioServed, Prompts.Goodbye), (scene.Ending, scene.Call.Heard[^1]));
        Assert.NotEqual(-1, scene.Heard(Prompts.NoteSaved));
    }

    [Fact]
    [Trait("Clause", "IPX-10")]
    public void With_production_down_the_folio_is_escalated_at_night()
    {
        var scene = Play(
            HelpdeskSite.Night,
            "aceros",
            folio => [$"folio={folio}#", "lookup=2", "severity.confirm=1"],
            script => script.With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"));
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
        Assert.Contains(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.EscalationClaimed);
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(scene.Site.Exchange.Leg("lucia"), Prompts.WhisperFolio));
        Assert.Equal(-1, scene.Heard(Prompts.FolioIs));
    }

    [Fact]
    [Trait("Clause", "IPX-10")]
    public void With_production_down_an_agent_takes_it_in_hours()
    {
        var scene = Play(
            HelpdeskSite.Day,
            "aceros",
            folio => [$"folio={folio}#", "lookup=2", "severity.confirm=1"],
            script => script.With("helpdesk", "dial=answer", "bridge=helper"));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
        Assert.Contains(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.EscalationClaimed);
    }

    [Fact]
    public void Whoever_does_not_confirm_escalates_nothing_and_may_ask_for_another_folio()
    {
        var scene = Play(HelpdeskSite.Night, "aceros", folio => [$"folio={folio}#", "lookup=2", "severity.confirm=2", "lookup=3", $"folio={folio}#", "lookup=9"]);
        Assert.DoesNotContain(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.EscalationClaimed);
        Assert.Equal(CallEnding.FolioServed, scene.Ending);
    }

    [Fact]
    public void A_line_that_escalates_nothing_does_not_offer_it()
    {
        var site = new HelpdeskSite(HelpdeskSite.Night, new Script(), line => line with { EscalatesExisting = new(false, "operator") });
        var folio = site.Raised("aceros").Folio.Digits;
        var script = new Script().With("caller", [.. Scene.Maria, "menu.main=2", $"folio={folio}#", "lookup=2", $"folio={folio}#", "lookup=9"]);
        var scene = Scene.Play(
            HelpdeskSite.Night, script, change: line => line with { EscalatesExisting = new(false, "operator") }, before: built => built.Raised("aceros"));
        Assert.Equal(-1, scene.Heard(Prompts.ForProductionDown));
    }

    private static Scene Play(string at, string? owner, Func<string, string[]> then, Action<Script>? others = null, string status = "new")
    {
        // The first ticket of a site has a folio that is known beforehand.
        var folio = Folio.Of("52", 1).Digits;
        var script = new Script().With("caller", [.. Scene.Maria, "menu.main=2", .. then(folio)]);
        others?.Invoke(script);
        var scene = Scene.Play(at, script, before: site => site.Raised(owner, status));
        return scene;
    }
}
