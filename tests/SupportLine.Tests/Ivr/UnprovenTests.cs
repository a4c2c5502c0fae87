using SupportLine.Domain.Calls;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class UnprovenTests
{
    private static readonly string[] Emergency =
        ["language=1", "contract.number=*", "menu.unknown=1", "severity.confirm=1", "contact.confirm=1", "record=speech"];

    [Fact]
    public void In_hours_somebody_unidentified_reaches_a_person()
    {
        var scene = Scene.Play(
            HelpdeskSite.Day,
            new Script().With("caller", "language=1", "contract.number=*", "folio.repeat=2").With("helpdesk", "dial=answer", "bridge=helper"),
            HelpdeskSite.Stranger);
        Assert.Equal((CallEnding.ConnectedToAgent, false), (scene.Ending, scene.Ticket.CallerVerified));
        Assert.NotEqual(-1, scene.Heard(Prompts.Unverified));
    }

    [Fact]
    public void Nobody_with_an_emergency_is_stopped_at_the_door()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", Emergency).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"),
            HelpdeskSite.Stranger);
        Assert.Equal((CallEnding.ConnectedToEngineer, false), (scene.Ending, scene.Ticket.CallerVerified));
        Assert.Contains(Prompts.WhisperUnverified, scene.Site.Exchange.Leg("lucia").Heard);
    }

    [Fact]
    public void The_fourth_unverified_emergency_within_an_hour_is_kept_as_a_message()
    {
        var script = new Script();
        for (var i = 0; i < 3; i++) script.With("caller", Emergency).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper");
        script.With("caller", [.. Emergency, "folio.repeat=2"]);
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        for (var i = 1; i <= 3; i++)
        {
            site.Phone(id: $"call-{i}");
            Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending($"call-{i}"));
        }

        var fourth = site.Phone(id: "call-4");
        Assert.Empty(script.Mistakes);
        Assert.Contains(Prompts.TooManyEmergencies, fourth.Heard);
        Assert.Equal((4, 3), (site.Tickets.All.Count, site.Exchange.Rung.Count));
    }

    [Fact]
    public void Who_keys_another_number_each_time_is_limited_and_whose_number_was_keyed_is_not()
    {
        var script = new Script();
        string[] keyed = [.. Emergency[..^2], "contact.confirm=2", "contact.number=8183450101#", "contact.confirm=1", "record=speech"];
        for (var i = 0; i < 3; i++) script.With("caller", keyed).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper");
        script.With("caller", [.. keyed, "folio.repeat=2"]);
        script.With("caller", ["language=1", "pin=*", .. Emergency[1..]]).With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper");
        var site = new HelpdeskSite(HelpdeskSite.Night, script);
        for (var i = 1; i <= 3; i++) site.Phone(id: $"call-{i}");

        Assert.Contains(Prompts.TooManyEmergencies, site.Phone(id: "call-4").Heard);
        site.Phone(HelpdeskSite.Maria, id: "call-5");

        Assert.Empty(script.Mistakes);
        Assert.Equal(CallEnding.ConnectedToEngineer, site.Ending("call-5"));
        Assert.All(site.Tickets.All, ticket => Assert.Equal(HelpdeskSite.Maria, ticket.ContactNumber));
    }

    [Fact]
    public void A_line_may_let_no_unverified_emergency_through_and_says_so()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", [.. Emergency, "folio.repeat=2"]),
            HelpdeskSite.Stranger,
            line => line with { Routing = line.Routing with { UnverifiedEmergency = false } });
        Assert.NotEqual(-1, scene.Heard(Prompts.WhyUnverifiedWaits));
        Assert.Empty(scene.Site.Exchange.Rung);
    }

    [Fact]
    public void A_message_is_kept_on_a_ticket()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", "language=1", "contract.number=*", "menu.unknown=2", "record=speech", "describe.review=1", "folio.repeat=2"),
            HelpdeskSite.Stranger);
        Assert.Equal((CallEnding.MessageLeft, "call-1.wav", HelpdeskSite.Stranger), (scene.Ending, scene.Ticket.Recording, scene.Ticket.ContactNumber));
    }

    [Fact]
    public void Star_is_another_try_at_being_identified()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script().With("caller", "language=1", "contract.number=*", "menu.unknown=*", "contract.number=100200", "pin=4826", "menu.main=9"),
            HelpdeskSite.Stranger);
        Assert.Contains("identified aceros/maria 100200", scene.Journal);
    }

    [Fact]
    public void A_withheld_number_is_asked_for()
    {
        var scene = Scene.Play(
            HelpdeskSite.Night,
            new Script()
                .With("caller", [.. Emergency[..^2], "contact.number=", "contact.number=8183450000#", "contact.confirm=1", "record=speech"])
                .With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper"),
            from: "anonymous");
        Assert.Equal("+528183450000", scene.Ticket.ContactNumber);
    }
}
