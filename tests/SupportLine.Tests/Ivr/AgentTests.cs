using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class AgentTests
{
    private static readonly string[] Person = [.. Scene.Maria, "menu.main=0", "folio.repeat=2"];

    [Fact]
    public void The_agent_hears_folio_and_organisation_before_the_caller_is_there()
    {
        var scene = Play("dial=answer", "bridge=helper");
        var agent = scene.Site.Exchange.Leg("helpdesk");
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(agent, Prompts.WhisperFolio));
        Assert.Contains(Prompts.WhisperCustomer, agent.Heard);
        Assert.Equal(-1, scene.Heard(Prompts.AgentWhisper));
        Assert.Contains(scene.Site.Tickets.Changes(scene.Ticket), change => change is TicketChange.Connected);
    }

    [Fact]
    public void The_agents_key_reads_the_folio_to_both()
    {
        var scene = Play("dial=answer", "bridge=1*6+helper");
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(scene.Call, Prompts.FolioForBoth));
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(scene.Site.Exchange.Leg("helpdesk"), Prompts.FolioForBoth));
    }

    [Fact]
    public void Where_the_line_records_talks_both_are_told_and_the_ticket_has_the_recording()
    {
        var script = new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=helper");
        var scene = Scene.Play(HelpdeskSite.Day, script, change: line => line with { RecordsTalks = new(true, "operator") });
        Assert.True(scene.Heard(Prompts.Connecting) < scene.Heard(Prompts.TalkIsRecorded));
        Assert.Contains(Prompts.TalkIsRecorded, scene.Site.Exchange.Leg("helpdesk").Heard);
        Assert.Equal("call-1.wav", scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.TalkRecorded>().Single().Recording);
        Assert.Contains(scene.Journal, step => step.Contains("talk-recorded call-1.wav 60.0 s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_records_no_talks_says_nothing_of_it()
    {
        var scene = Play("dial=answer", "bridge=helper");
        Assert.Equal(-1, scene.Heard(Prompts.TalkIsRecorded));
        Assert.Empty(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.TalkRecorded>());
    }

    [Fact]
    public void Other_keys_in_the_talk_mean_nothing()
    {
        var scene = Play("dial=answer", "bridge=6*1+helper");
        Assert.Equal(-1, scene.Heard(Prompts.FolioForBoth));
    }

    [Fact]
    public void Both_legs_are_ended_whoever_hangs_up()
    {
        foreach (var first in new[] { "bridge=helper", "bridge=caller" })
        {
            var scene = Play("dial=answer", first);
            Assert.NotNull(scene.Site.Exchange.Leg("helpdesk").End);
            Assert.NotNull(scene.Call.End);
            Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
        }
    }

    [Fact]
    public void The_next_agent_is_rung_when_one_does_not_answer()
    {
        var script = new Script().With("caller", Person).With("helpdesk", "dial=busy").With("second", "dial=answer", "bridge=helper");
        var scene = Scene.Play(HelpdeskSite.Day, script, change: WithAgents("sip:helpdesk@127.0.0.1:5070", "sip:second@127.0.0.1:5073"));
        Assert.Equal(["helpdesk", "second"], scene.Site.Exchange.Rung.Select(ring => ring.Target.Split(':', '@')[1]));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }

    [Fact]
    [Trait("Clause", "IPX-07")]
    public void When_nobody_answers_the_caller_leaves_a_message_and_hears_when_an_answer_is_due()
    {
        var script = new Script().With("caller", [.. Person, "record=speech"]).With("helpdesk", "dial=no-answer");
        var scene = Scene.Play(HelpdeskSite.Day, script);
        Assert.Equal(CallEnding.NobodyAnswered, scene.Ending);
        Assert.True(scene.Heard(Prompts.NobodyAnswers) < scene.Heard(Prompts.DueBefore));
        Assert.Equal("call-1.wav", scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.VoiceNoted>().Single().Recording);
        Assert.Contains(scene.Journal, step => step.Contains("antes de las dos", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_agents_the_ticket_waits_and_zero_is_not_offered()
    {
        var script = new Script().With("caller", [.. Scene.Maria, "menu.main=0", "menu.main=1", "request.type=1", "contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2"]);
        var scene = Scene.Play(HelpdeskSite.Day, script, change: WithAgents());
        Assert.Equal(-1, scene.Heard(Prompts.ForAPerson));
        Assert.Equal(CallEnding.TicketRaised, scene.Ending);
        Assert.NotEqual(-1, scene.Heard(Prompts.DueBefore));
    }

    [Fact]
    public void A_caller_who_hangs_up_while_it_rings_leaves_no_phone_ringing()
    {
        // The tenth thing the caller hears is the music.
        var site = new HelpdeskSite(HelpdeskSite.Day, new Script().With("caller", Person).With("helpdesk", "dial=answer"));
        var music = Operation(Person, Prompts.Music);
        var call = site.Phone(HelpdeskSite.Maria, hangsUpAt: music);
        Assert.NotNull(call.End);
        Assert.Empty(site.Exchange.Placed);
        Assert.Equal(CallEnding.MessageLeft, site.Ending());
        Assert.Single(site.Tickets.All);
    }

    private static int Operation(string[] caller, string heard)
    {
        for (var at = 1; ; at++)
        {
            var site = new HelpdeskSite(HelpdeskSite.Day, new Script().With("caller", caller).With("helpdesk", "dial=answer", "bridge=helper"));
            if (site.Phone(HelpdeskSite.Maria, hangsUpAt: at + 1).Heard.LastOrDefault() == heard) return at;
        }
    }

    private static Func<Line, Line> WithAgents(params string[] agents) => line => line with { Routing = line.Routing with { Agents = agents } };

    private static Scene Play(params string[] agent) =>
        Scene.Play(HelpdeskSite.Day, new Script().With("caller", Person).With("helpdesk", agent));
}
