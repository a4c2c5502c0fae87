using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Visits;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Terms;

/// <summary>A booked out-of-hours service lets its caller through (IPX-03, IPX-13).</summary>
public sealed class VisitCallTests
{
    [Fact]
    [Trait("Clause", "IPX-13")]
    [Trait("Clause", "IPX-03")]
    public void Its_caller_is_put_through_to_the_technician_who_is_rung_before_the_rota()
    {
        var script = new Script().With("caller", [.. Scene.Maria, "visit=1"]).With("diego", "dial=answer", "engineer.accept=1", "bridge=helper");
        var scene = Scene.Play(HelpdeskSite.Night, script, before: site => Book(site, "aceros"));
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
        Assert.StartsWith("sip:diego", Assert.Single(scene.Site.Exchange.Rung).Target, StringComparison.Ordinal);
        Assert.NotEqual(-1, scene.Site.Exchange.Leg("diego").Heard.IndexOf(Prompts.VisitWhisper));
        Assert.Contains(scene.Journal, step => step.Contains("booked-visit", StringComparison.Ordinal));
    }

    [Fact]
    public void When_the_technician_does_not_answer_the_rota_is_rung()
    {
        var script = new Script()
            .With("caller", [.. Scene.Maria, "visit=1", "folio.repeat=2"])
            .With("diego", "dial=no-answer")
            .With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper");
        var scene = Scene.Play(HelpdeskSite.Night, script, before: site => Book(site, "aceros"));
        Assert.Equal(["diego", "lucia"], scene.Site.Exchange.Rung.Select(ring => ring.Target.Split(':', '@')[1]));
    }

    [Fact]
    public async Task The_ticket_it_was_booked_for_is_the_one_the_call_is_about()
    {
        var script = new Script().With("caller", [.. Scene.Maria, "visit=1"]).With("diego", "dial=answer", "engineer.accept=1", "bridge=helper");
        var scene = Scene.Play(HelpdeskSite.Night, script, before: site => Book(site, "aceros", site.Raised("aceros").Folio.Digits));
        Assert.Equal(CallEnding.ConnectedToEngineer, scene.Ending);
        Assert.Equal("system", (await scene.Site.Tickets.HistoryAsync(scene.Ticket.Folio, default))[0].Actor);
    }

    [Theory]
    [InlineData("aceros", HelpdeskSite.Day)]
    [InlineData("papeleria", HelpdeskSite.Night)]
    public void In_hours_or_for_somebody_elses_visit_nothing_is_asked(string organisation, string at)
    {
        var scene = Scene.Play(at, new Script().With("caller", [.. Scene.Maria, "menu.main=9"]), before: site => Book(site, organisation));
        Assert.Equal(-1, scene.Heard(Prompts.VisitMenu));
    }

    [Fact]
    public void Who_wants_something_else_comes_to_the_main_menu()
    {
        var scene = Scene.Play(HelpdeskSite.Night, new Script().With("caller", [.. Scene.Maria, "visit=2", "menu.main=9"]), before: site => Book(site, "aceros"));
        Assert.Empty(scene.Site.Exchange.Rung);
        Assert.Equal(CallEnding.EndedByCaller, scene.Ending);
    }

    private static void Book(HelpdeskSite site, string organisation, string? folio = null) => site.Visits.All.Add(new Visit(
        "v1", "ipaxes", organisation, "diego", site.Site.Clock.Now - Duration.FromMinutes(5), site.Site.Clock.Now + Duration.FromHours(2), folio, "moving the servers", "agent:ana", false));
}
