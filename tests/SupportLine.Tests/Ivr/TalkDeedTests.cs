using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>What an agent does by keys while talking with the caller.</summary>
public sealed class TalkDeedTests
{
    private const string Agent = "agent:sip:helpdesk@127.0.0.1:5070";

    private static readonly string[] Person = [.. Scene.Maria, "menu.main=0", "folio.repeat=2"];

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void The_severity_is_verified_by_the_agent_alone_while_the_caller_hears_music()
    {
        var scene = Play("dial=answer", "bridge=*8+helper", "talk.severity=2");
        Assert.Equal("urgente", scene.Ticket.Severity);
        var step = Assert.Single(scene.Site.Tickets.History(scene.Ticket.Folio), step => step.Change is TicketChange.SeverityVerified);
        Assert.Equal((Agent, "call-1"), (step.Actor, step.CallId));
        Assert.Contains(Prompts.SeverityVerified, scene.Site.Exchange.Leg("helpdesk").Heard);
        Assert.Equal((-1, -1), (scene.Heard(Prompts.HowSevere), scene.Heard(Prompts.SeverityVerified)));

        // Once while the phone of the agent rings, and once while the agent is asked.
        Assert.Equal(2, scene.Call.Heard.Count(key => key == Prompts.Music));
    }

    [Fact]
    public void Without_an_answer_the_severity_stands()
    {
        var scene = Play("dial=answer", "bridge=*8+helper", "talk.severity=", "talk.severity=");
        Assert.Null(scene.Ticket.VerifiedBy);
    }

    [Fact]
    public void A_second_problem_is_a_ticket_of_its_own_whose_folio_both_hear()
    {
        var scene = Play("dial=answer", "bridge=*9+helper");
        var (first, second) = (scene.Site.Tickets.All.Single(ticket => ticket.Folio == Folio.Of("52", 1)), scene.Site.Tickets.All.Single(ticket => ticket.Folio == Folio.Of("52", 2)));
        Assert.Equal((first.OrganisationId, first.ContactId, "estandar", "call-1"), (second.OrganisationId, second.ContactId, second.Severity, second.CallId));
        Assert.NotNull(second.DueAt);
        Assert.Equal(second.Folio.Digits, Scene.DigitsAfter(scene.Call, Prompts.FolioForBoth));
        Assert.Equal(second.Folio.Digits, Scene.DigitsAfter(scene.Site.Exchange.Leg("helpdesk"), Prompts.FolioForBoth));
        Assert.Equal(first.Folio.Digits, scene.Site.Tickets.Changes(second).OfType<TicketChange.Referred>().Single().To);
        Assert.Equal(second.Folio.Digits, scene.Site.Tickets.Changes(first).OfType<TicketChange.Referred>().Single().To);
    }

    [Fact]
    public void A_spoken_note_stands_on_the_ticket_and_the_caller_does_not_hear_it_announced()
    {
        var scene = Play("dial=answer", "bridge=*0+helper", "record=speech");
        var step = Assert.Single(scene.Site.Tickets.History(scene.Ticket.Folio), step => step.Change is TicketChange.VoiceNoted);
        Assert.Equal((new TicketChange.VoiceNoted("call-1-note-1.wav"), Agent, "call-1"), (step.Change, step.Actor, step.CallId));
        Assert.Contains(Prompts.NoteSaved, scene.Site.Exchange.Leg("helpdesk").Heard);
        Assert.Equal((-1, -1), (scene.Heard(Prompts.RecordNote), scene.Heard(Prompts.NoteSaved)));
    }

    [Fact]
    public void A_note_that_is_ended_by_hanging_up_stands_on_the_ticket_and_writes_over_none_of_a_talk_before()
    {
        var folder = Directory.CreateTempSubdirectory("notes-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "call-1-note-1.wav"), "of the talk before");
            var script = new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=*0+helper", "record=hang-up");
            var site = new HelpdeskSite(HelpdeskSite.Day, script, recordings: folder.FullName);
            site.Phone(HelpdeskSite.Maria);
            var ticket = Assert.Single(site.Tickets.All);
            Assert.Equal("call-1-note-2.wav", Assert.Single(site.Tickets.Changes(ticket).OfType<TicketChange.VoiceNoted>()).Recording);
            Assert.Equal("of the talk before", File.ReadAllText(Path.Combine(folder.FullName, "call-1-note-1.wav")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_severity_that_was_verified_is_corrected_in_the_same_talk()
    {
        var scene = Play("dial=answer", $"bridge=*8{new string('1', 40)}*8+helper", "talk.severity=1", "talk.severity=2");
        var verified = scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.SeverityVerified>().ToList();
        Assert.Equal(["emergencia", "urgente"], verified.Select(change => change.To));
        Assert.Equal("emergencia", verified[1].From);
        Assert.Equal("urgente", scene.Ticket.Severity);
    }

    [Fact]
    public void What_fails_in_a_deed_ends_no_talk_and_no_emergency_is_rung_for_again()
    {
        var script = new Script().With("lucia", "dial=answer", "engineer.accept=1", "bridge=*8+helper", "talk.severity=2").With("customer", "dial=answer");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        var ticket = site.Raised("aceros");
        var tickets = Away.Of<ITicketStore>(site.Tickets, asked => asked == "AppendAsync" && site.Site.EngineerLines.IsEngaged("lucia") && site.Exchange.Leg("lucia").Heard.Contains(Prompts.HowSevere));
        var runner = new EscalationRunner(site.Site with { Tickets = tickets }, NullLogger<EscalationRunner>.Instance) { Exchange = site.Exchange };
        Pump.Run(site.Time, async () =>
        {
            await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", null, HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await site.QuietAsync();
            await runner.DisposeAsync();
        });
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
        Assert.Equal(EscalationState.Accepted, site.Escalations.All.Single().State);
        Assert.Empty(script.Mistakes);
    }

    [Fact]
    public void A_note_in_which_nothing_is_heard_is_none()
    {
        var scene = Play("dial=answer", "bridge=*0+helper", "record=");
        Assert.Empty(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.VoiceNoted>());
        Assert.Contains(Prompts.NothingHeard, scene.Site.Exchange.Leg("helpdesk").Heard);
    }

    [Fact]
    public void The_caller_is_handed_over_to_another_agent_who_is_told_and_the_first_one_leaves()
    {
        var scene = Play(
            new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=*5+caller").With("second", "dial=answer"),
            line => line with { Departments = [], Routing = line.Routing with { Agents = ["sip:helpdesk@127.0.0.1:5070", "sip:second@127.0.0.1:5073"] } });
        Assert.Equal(scene.Ticket.Folio.Digits, Scene.DigitsAfter(scene.Site.Exchange.Leg("second"), Prompts.WhisperFolio));
        Assert.Equal(
            ["sip:helpdesk@127.0.0.1:5070", "sip:second@127.0.0.1:5073"],
            scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>().Select(change => change.To));
        Assert.All(scene.Site.Exchange.Placed, leg => Assert.NotNull(leg.End));
    }

    [Fact]
    public void Where_nobody_takes_the_caller_over_the_agent_is_told_and_goes_on()
    {
        var scene = Play(
            new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=*5+helper").With("second", "dial=no-answer"),
            line => line with { Departments = [], Routing = line.Routing with { Agents = ["sip:helpdesk@127.0.0.1:5070", "sip:second@127.0.0.1:5073"] } });
        Assert.Contains(Prompts.NobodyAnswers, scene.Site.Exchange.Leg("helpdesk").Heard);
        Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>());
    }

    [Fact]
    public void A_department_is_chosen_where_the_line_has_several_and_its_agents_are_rung()
    {
        var scene = Play(
            new Script().With("caller", Person).With("helpdesk", "dial=answer", "bridge=*5+caller", "talk.department=3").With("odoo", "dial=answer"),
            line => line with { Departments = [.. line.Departments.Select(each => each.Id == "odoo" ? each with { Agents = ["sip:odoo@127.0.0.1"] } : each)] });
        Assert.Equal(["helpdesk", "odoo"], scene.Site.Exchange.Rung.Select(ring => ring.Target.Split(':', '@')[1]));
    }

    [Fact]
    public void One_who_signed_in_is_handed_the_caller_and_given_back_when_the_talk_ends()
    {
        var at = Moment.At(HelpdeskSite.Day);
        var scene = Play(
            new Script().With("caller", Person).With("anna", "dial=answer", "bridge=*5+caller").With("bela", "dial=answer"),
            line => line with { Departments = [], Queue = new QueueTerms { Source = "operator" } },
            site =>
            {
                foreach (var id in new[] { "anna", "bela" })
                {
                    site.Agents.All[id] = new(new Agent(id, id, $"sip:{id}@127.0.0.1", ["ipaxes"], ["es-MX"], []), new AgentState(true, null, null, at, 0, null));
                }
            });
        Assert.Equal(["agent:anna", "agent:bela"], scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.Connected>().Select(change => change.To));
        var (anna, bela) = (scene.Site.Agents.All["anna"].State, scene.Site.Agents.All["bela"].State);
        Assert.Equal((null, null), (anna.Node, bela.Node));
        Assert.True(anna.IdleSince < bela.IdleSince, "the first is free as soon as the second has the caller");
    }

    [Fact]
    public void What_the_agent_calls_settled_is_where_the_agents_word_is_enough()
    {
        var scene = Play("dial=answer", "bridge=*4+helper", "talk.resolve=1");
        var step = Assert.Single(scene.Site.Tickets.History(scene.Ticket.Folio), step => step.Change is TicketChange.StatusSet);
        Assert.Equal((new TicketChange.StatusSet("new", "resolved"), Agent, "call-1"), (step.Change, step.Actor, step.CallId));
        Assert.Contains(Prompts.TicketResolved, scene.Site.Exchange.Leg("helpdesk").Heard);
        Assert.Equal((-1, -1), (scene.Heard(Prompts.ResolveTicket), scene.Heard(Prompts.TicketResolved)));
    }

    [Theory]
    [InlineData("talk.resolve=2")]
    [InlineData("talk.resolve=", "talk.resolve=")]
    public void Nothing_is_settled_by_a_slip_of_the_finger(params string[] answers)
    {
        var scene = Play(["dial=answer", "bridge=*4+helper", .. answers]);
        Assert.Equal("new", scene.Ticket.Status);
        Assert.DoesNotContain(Prompts.TicketResolved, scene.Site.Exchange.Leg("helpdesk").Heard);
    }

    [Theory]
    [Trait("Clause", "XIV-08")]
    [InlineData("1", "closed", Prompts.TicketResolved, Prompts.SolutionApproved)]
    [InlineData("2", "in-progress", Prompts.TicketStays, Prompts.SolutionRefused)]
    public void Where_the_customer_approves_solutions_the_customer_is_asked_in_the_talk(string key, string status, string toAgent, string toCaller)
    {
        var scene = Play(
            new Script().With("caller", [.. Person, $"talk.solution={key}"]).With("helpdesk", "dial=answer", "bridge=*4+helper", "talk.resolve=1"), WithSolutions);
        Assert.Equal(status, scene.Ticket.Status);
        Assert.Contains(toAgent, scene.Site.Exchange.Leg("helpdesk").Heard);
        Assert.True(scene.Heard(toCaller) >= 0);
        var answered = Assert.Single(scene.Site.Tickets.History(scene.Ticket.Folio), step => step.Change is TicketChange.SolutionAnswered);
        Assert.Equal(($"contact:{scene.Ticket.ContactId}", "call-1"), (answered.Actor, answered.CallId));
    }

    [Fact]
    [Trait("Clause", "XIV-08")]
    public void A_customer_who_does_not_answer_is_asked_again_another_time()
    {
        var scene = Play(
            new Script().With("caller", [.. Person, "talk.solution=", "talk.solution="]).With("helpdesk", "dial=answer", "bridge=*4+helper", "talk.resolve=1"),
            WithSolutions);
        Assert.Equal("resolved", scene.Ticket.Status);
        Assert.Single(scene.Site.Tickets.Changes(scene.Ticket).OfType<TicketChange.SolutionProposed>());
        Assert.Contains(Prompts.TicketStays, scene.Site.Exchange.Leg("helpdesk").Heard);
    }

    private static Line WithSolutions(Line line) => line with
    {
        Resolved = null, Solution = new SolutionTerms("resolved", "closed", "in-progress", null, "XIV-08"),
    };

    private static Scene Play(params string[] agent) => Play(new Script().With("caller", Person).With("helpdesk", agent), line => line);

    private static Scene Play(Script script, Func<Line, Line> change, Action<HelpdeskSite>? before = null)
    {
        var site = new HelpdeskSite(HelpdeskSite.Day, script, change);
        before?.Invoke(site);
        var call = site.Phone(HelpdeskSite.Maria);
        Assert.Empty(script.Mistakes);
        return new Scene(site, call);
    }
}
