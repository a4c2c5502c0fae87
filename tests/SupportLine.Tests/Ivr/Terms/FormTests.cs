using SupportLine.Domain.Announcements;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Terms;

/// <summary>Each line's own form: what is chosen, keyed, agreed to and spoken.</summary>
public sealed class FormTests
{
    [Fact]
    [Trait("Clause", "WLD-05")]
    [Trait("Clause", "WLD-06")]
    public void Wildix_keys_type_and_product_and_hears_the_rest_and_lists_what_is_missing()
    {
        var scene = new TermsScene(KnownLines.Wildix)
            .With("caller", [.. TermsScene.NewRequest, "request.type=1", "severity=2", "keyed.product=98765#", .. TermsScene.Described])
            .Play(TermsScene.Night);
        Assert.Equal("98765", scene.Ticket.Given["product"]);
        Assert.Equal(["maintenance-address", "access", "software-version", "device-firmware", "traces"], scene.Ticket.Missing);
        var at = scene.Heard(Prompts.DescribeSay);
        Assert.Equal(["datum.subject", "datum.message", "datum.exact-error", "datum.already-tried", Prompts.DescribeRecorded], scene.Call.Heard.Skip(at + 1).Take(5));
    }

    [Fact]
    [Trait("Clause", "WLD-03")]
    public void Only_a_critical_issue_of_Wildix_rings_at_night()
    {
        var critical = new TermsScene(KnownLines.Wildix)
            .With("caller", [.. TermsScene.NewRequest, "request.type=1", "severity=1", "severity.confirm=1", "keyed.product=98765#", "contact.confirm=1", "record=speech"])
            .With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper")
            .Play(TermsScene.Night);
        Assert.Equal(CallEnding.ConnectedToEngineer, critical.Ending);
        Assert.Equal("standard", critical.Ticket.Severity);
    }

    [Theory]
    [InlineData("5110", false)]
    [InlineData("5120", true)]
    [Trait("Clause", "WLD-08")]
    public void Each_region_of_Wildix_has_its_own_hours(string dialled, bool open)
    {
        var scene = new TermsScene(KnownLines.Wildix).With("caller", "pin=hang-up").Play(TermsScene.DayInRome, dialled: dialled);
        Assert.Equal(open, scene.Heard(Prompts.Closed) < 0);
    }

    [Fact]
    [Trait("Clause", "XCL-01")]
    [Trait("Clause", "XCL-03")]
    [Trait("Clause", "XCL-06")]
    [Trait("Clause", "XCL-09")]
    public void XCALLY_begins_with_the_software_asks_consent_and_attaches_what_is_known_of_the_system()
    {
        var scene = new TermsScene(KnownLines.Xcally).Asset("xcally", facts: ("version", "3.1"))
            .With("caller", [.. TermsScene.NewRequest, "product=1", "request.type=1", "severity=3", "consent=1", .. TermsScene.Described])
            .Play(TermsScene.Night);
        Assert.Equal(("xcally", "xcally-problem"), (scene.Ticket.Product, scene.Ticket.RequestType));
        var changes = scene.Site.Tickets.Changes(scene.Ticket).ToList();
        Assert.Contains(new TicketChange.ConsentAnswered(true, "phone"), changes);
        Assert.Equal([new Fact("id", "SN-xcally"), new Fact("version", "3.1")], Assert.Single(changes.OfType<TicketChange.FactsAttached>()).Facts);

        // Ann is registered, and nobody's authorised contact.
        Assert.True(scene.Ticket.CallerVerified);
    }

    [Fact]
    [Trait("Clause", "XCL-01")]
    public void A_product_with_one_kind_of_request_asks_for_none()
    {
        var scene = new TermsScene(KnownLines.Xcally).With("caller", [.. TermsScene.NewRequest, "product=5", .. TermsScene.Described]).Play(TermsScene.Night);
        Assert.Equal("licence-matter", scene.Ticket.RequestType);
    }

    [Fact]
    [Trait("Clause", "XCL-03")]
    public void Consent_that_is_refused_or_not_answered_is_not_given()
    {
        string[] toConsent = [.. TermsScene.NewRequest, "product=1", "request.type=2"];
        var refused = new TermsScene(KnownLines.Xcally).With("caller", [.. toConsent, "consent=2", .. TermsScene.Described]).Play(TermsScene.Night);
        Assert.Contains(new TicketChange.ConsentAnswered(false, "phone"), refused.Site.Tickets.Changes(refused.Ticket));
        var silent = new TermsScene(KnownLines.Xcally).With("caller", [.. toConsent, "consent=", "consent=", .. TermsScene.Described]).Play(TermsScene.Night);
        Assert.Empty(silent.Site.Tickets.Changes(silent.Ticket).OfType<TicketChange.ConsentAnswered>());
    }

    [Theory]
    [InlineData("1", "1", "highest")]
    [InlineData("1", "2", "normal")]
    [InlineData("2", "1", "high")]
    [Trait("Clause", "XCL-04")]
    public void The_priority_of_XCALLY_is_chosen_by_its_definition_and_stands_once_confirmed(string severity, string confirm, string stands)
    {
        var scene = new TermsScene(KnownLines.Xcally)
            .With("caller", [.. TermsScene.NewRequest, "product=3", $"severity={severity}", $"severity.confirm={confirm}", "contact.confirm=hang-up"])
            .Play(TermsScene.DayInRome);
        Assert.Equal(stands, scene.Ticket.Severity);
    }

    [Fact]
    [Trait("Clause", "XIV-03")]
    public void XiVO_has_the_number_of_workstations_keyed()
    {
        var scene = new TermsScene(KnownLines.Xivo)
            .With("caller", [.. TermsScene.NewRequest, "request.type=1", "severity=2", "keyed.workstations-affected=12#", .. TermsScene.Described])
            .Play(TermsScene.Night);
        Assert.Equal("12", scene.Ticket.Given["workstations-affected"]);
        Assert.DoesNotContain("workstations-affected", scene.Ticket.Missing);
    }

    [Fact]
    [Trait("Clause", "IPX-15")]
    public void The_address_of_a_failures_status_page_is_sent_and_not_spoken()
    {
        var script = new Script().With("caller", [.. Scene.Maria, "menu.main=1", "request.type=1", .. TermsScene.Described]);
        var scene = Scene.Play(HelpdeskSite.Night, script, before: site => site.Announcements.All.Add(
            new Announcement("a1", "ipaxes", AnnouncementKind.Failure, new Dictionary<string, string>(), null, site.Site.Clock.Now, null) { Page = "google" }));
        Assert.True(scene.Heard(Prompts.KnownFailure) < scene.Heard(Prompts.AddressSent));
        Assert.Contains(new TicketChange.Told("google", "https://www.google.com/appsstatus/dashboard/"), scene.Site.Tickets.Changes(scene.Ticket));
    }

    [Fact]
    [Trait("Clause", "IPX-14")]
    [Trait("Clause", "IPX-17")]
    public void What_is_out_of_scope_or_has_a_form_is_told_before_the_ticket_is_raised()
    {
        var cabling = Scene.Play(HelpdeskSite.Night, new Script().With("caller", [.. Scene.Maria, "menu.main=1", "request.type=1", .. TermsScene.Described]));
        Assert.True(cabling.Heard("ipaxes.notice.cabling") is > 0 and var told && told < cabling.Heard(Prompts.YourNumber));

        var script = new Script().With("caller", ["language=1", "pin=5074", "menu.main=1", "request.type=1", .. TermsScene.Described]);
        var form = Scene.Play(HelpdeskSite.Night, script, from: "+528183450201", before: site =>
            site.Directory.Contracts[1] = site.Directory.Contracts[1] with { Product = "mail" });
        Assert.NotEqual(-1, form.Heard("ipaxes.notice.form"));
        Assert.Contains(new TicketChange.Told("form-mail", "http://ipaxes.mx/corp"), form.Site.Tickets.Changes(form.Ticket));
    }

    [Fact]
    [Trait("Clause", "IPX-19")]
    public void Of_several_contracts_the_service_is_asked_and_decides_the_department()
    {
        var script = new Script().With("caller", [.. Scene.Maria, "menu.main=1", "product=2", "request.type=5", .. TermsScene.Described]).With("odoo", "dial=answer", "bridge=helper");
        var scene = Scene.Play(
            HelpdeskSite.Day,
            script,
            change: line => line with { Departments = [.. line.Departments.Select(one => one.Id == "odoo" ? one with { Agents = ["sip:odoo@127.0.0.1:5079"] } : one)] },
            before: site => site.Directory.Contracts.Add(site.Directory.Contracts[0] with { Number = "100201", Product = "odoo" }));
        Assert.Equal(("odoo", "100201"), (scene.Ticket.Product, scene.Ticket.ContractNumber));
        Assert.Equal(scene.Heard("ipaxes.department.odoo") + 1, scene.Heard(Prompts.Connecting));
        Assert.Equal(CallEnding.ConnectedToAgent, scene.Ending);
    }
}
