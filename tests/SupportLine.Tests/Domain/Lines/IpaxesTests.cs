using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Tests.Domain.Calls;

namespace SupportLine.Tests.Domain.Lines;

/// <summary>What the published terms of IPAXES say and its line file has to say too.</summary>
public sealed class IpaxesTests
{
    private static Line Line => KnownLines.Ipaxes;

    [Fact]
    [Trait("Clause", "IPX-05")]
    public void A_caller_may_ask_for_an_addition_a_removal_a_change_a_fault_or_ask_a_question() =>
        Assert.Equal(["alta", "baja", "cambio", "falla", "pregunta"], Line.RequestTypes.Select(type => type.Id));

    [Theory]
    [Trait("Clause", "IPX-06")]
    [InlineData("alta", "data-to-carry-it-out")]
    [InlineData("baja", "data-to-carry-it-out")]
    [InlineData("cambio", "data-to-carry-it-out")]
    [InlineData("falla", "log-or-error-text")]
    public void What_a_request_needs_and_the_telephone_can_not_take_is_listed_as_missing(string id, string missing)
    {
        var type = Line.FindRequestType(id)!;
        Assert.Equal([missing], type.Missing([.. type.Spoken, "contact-number"]));
        Assert.Equal([missing, "contact-number"], type.Missing([.. type.Spoken]));
        Assert.Equal(type.RequiredData.Select(datum => datum.Id), type.Missing([]));
    }

    [Fact]
    [Trait("Clause", "IPX-06")]
    public void A_fault_is_described_by_devices_changes_and_how_it_reproduces() => Assert.Equal(
        ["devices", "description", "recent-changes", "reproduction"],
        Line.FindRequestType("falla")!.Spoken);

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void Every_request_starts_as_standard_and_only_a_fault_may_claim_more()
    {
        Assert.Equal(new Cited<string>("estandar", "IPX-08"), Line.StartingSeverity);
        Assert.Equal("falla", Assert.Single(Line.RequestTypes, type => type.AsksSeverity).Id);
    }

    [Fact]
    [Trait("Clause", "IPX-03")]
    public void Only_emergencies_and_booked_visits_are_attended_outside_hours()
    {
        Assert.Equal(["emergencia"], Line.OutOfHours.RingsOnCall);
        Assert.True(Line.OutOfHours.BookedVisits);
        Assert.Equal("emergencia", Assert.Single(Line.Severities, severity => severity.RingsOnCall).Id);
    }

    [Fact]
    public void All_it_can_say_is_known_before_it_answers()
    {
        Assert.Contains("ipaxes.welcome", Line.PromptKeys);
        Assert.Contains("ipaxes.severity.emergencia.night", Line.PromptKeys);
        Assert.Contains("status.waiting-for-customer", Line.PromptKeys);
    }

    [Theory]
    [Trait("Clause", "IPX-19")]
    [InlineData("mail", "mail-and-hosting")]
    [InlineData("hosting", "mail-and-hosting")]
    [InlineData("google-workspace", "mail-and-hosting")]
    [InlineData("microsoft-365", "mail-and-hosting")]
    [InlineData("pbx", "pbx-and-watchguard")]
    [InlineData("pbx-cloud", "pbx-and-watchguard")]
    [InlineData("watchguard", "pbx-and-watchguard")]
    [InlineData("odoo", "odoo")]
    [InlineData("account", "customer-care")]
    public void The_service_decides_the_department(string product, string department) =>
        Assert.Equal(department, Line.DepartmentOf(product)?.Id);

    [Fact]
    [Trait("Clause", "IPX-19")]
    public void A_department_with_agents_of_its_own_takes_the_calls_about_its_products()
    {
        var line = Line with { Departments = [.. Line.Departments.Select(department => department.Id == "odoo" ? department with { Agents = ["sip:odoo@127.0.0.1"] } : department)] };
        Assert.Equal(["sip:odoo@127.0.0.1"], line.AgentsFor("odoo"));
        Assert.Equal(line.Routing.Agents, line.AgentsFor("mail"));
        Assert.Equal(line.Routing.Agents, line.AgentsFor(null));

        var inputs = RouteTests.Inputs("2026-03-10T10:00:00-06");
        Assert.Equal(["sip:odoo@127.0.0.1"], ((RouteDecision.ConnectAgent)Route.Decide(line, inputs with { Product = "odoo" })).Agents);
        var contract = inputs.Contract! with { Product = "odoo" };
        Assert.Equal(["sip:odoo@127.0.0.1"], ((RouteDecision.ConnectAgent)Route.Decide(line, inputs with { Contract = contract })).Agents);
    }

    [Theory]
    [Trait("Clause", "IPX-17")]
    [InlineData("mail", "http://ipaxes.mx/corp")]
    [InlineData("google-workspace", "https://ipaxes.mx/gsuite")]
    [InlineData("microsoft-365", "https://ipaxes.mx/office365")]
    public void Adding_mailboxes_uses_a_form_whose_address_is_sent(string product, string address)
    {
        var form = Assert.Single(Line.NoticesFor(product, "alta"), notice => notice.Kind == NoticeKind.Form);
        Assert.Equal((address, "IPX-17"), (form.Address, form.Source));
        Assert.DoesNotContain(Line.NoticesFor(product, "baja"), notice => notice.Kind == NoticeKind.Form);
        Assert.DoesNotContain(Line.NoticesFor("pbx", "alta"), notice => notice.Kind == NoticeKind.Form);
        Assert.Empty(Line.NoticesFor(null, "alta"));
    }

    [Theory]
    [Trait("Clause", "IPX-14")]
    [InlineData("saas", "falla", "saas-fee", NoticeKind.Fee)]
    [InlineData("pbx", "cambio", "remote-desktop", NoticeKind.OutOfScope)]
    [InlineData("pbx", "alta", "cabling", NoticeKind.OutOfScope)]
    [InlineData("mail", "falla", "mail-clients", NoticeKind.OutOfScope)]
    public void What_is_out_of_scope_or_may_cost_is_said(string product, string request, string id, NoticeKind kind)
    {
        var notice = Assert.Single(Line.NoticesFor(product, request), notice => notice.Id == id);
        Assert.Equal((kind, "IPX-14"), (notice.Kind, notice.Source));
    }

    [Theory]
    [Trait("Clause", "IPX-20")]
    [Trait("Clause", "IPX-21")]
    [Trait("Clause", "IPX-22")]
    [InlineData("pbx", "falla", "ssh", NoticeKind.Condition, "IPX-20")]
    [InlineData("saas", "pregunta", "saas-scope", NoticeKind.Scope, "IPX-21")]
    [InlineData("hosting", "falla", "versions", NoticeKind.OutOfScope, "IPX-22")]
    [InlineData("watchguard", "falla", "customer-site", NoticeKind.OutOfScope, "IPX-22")]
    public void So_are_conditions_what_support_covers_and_what_nobody_controls(string product, string request, string id, NoticeKind kind, string clause) =>
        Assert.Equal((kind, clause), Line.NoticesFor(product, request).Where(notice => notice.Id == id).Select(notice => (notice.Kind, notice.Source)).Single());

    [Fact]
    [Trait("Clause", "IPX-15")]
    public void The_state_of_services_upstream_has_addresses_to_send()
    {
        Assert.Equal(["mail", "google", "microsoft"], Line.StatusPages.Select(page => page.Id));
        Assert.All(Line.StatusPages, page => Assert.StartsWith("https://", page.Address, StringComparison.Ordinal));
    }
}
