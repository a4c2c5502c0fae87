using NodaTime;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Terms;

/// <summary>
/// A site with one of the published lines, phoned by Ann of Acme, whose number is on file: on a Tuesday at ten of New York or
/// Rome, or at ten of that night.
/// </summary>
internal static class TermsSite
{
    public const string Ann = "+12125550101";
    public const string Pin = "4826";
    public const string Day = "2026-03-10T10:00:00-04:00";
    public const string DayInRome = "2026-03-10T10:00:00+01:00";
    public const string Night = "2026-03-10T22:00:00-04:00";

    public static Task<TestSite> StartAsync(string line, string at, Phone? agent = null, Phone? engineer = null, params IReadOnlyList<Contract> contracts)
    {
        Phone[] engineers = engineer is null ? [] : [engineer];
        var authorised = new Contact("acme/ann", "acme", "Ann", Ann, null, null, Authorised: line == "ipaxes");
        var other = new Contact("acme/bob", "acme", "Bob", "+12125550102", null, null, Authorised: false);
        var import = new DirectoryImport(
            [new Organisation("acme", "Acme") { Number = "700100" }],
            [authorised, other],
            new Dictionary<string, string> { [authorised.Id] = PinHash.Create(Pin), [other.Id] = PinHash.Create("5937") },
            contracts,
            [.. engineers.Select(phone => new Engineer("diego", "Diego", [phone.Address], "en"))],
            [new Rota("guardia", DateTimeZone.Utc, [.. engineers.Select(_ => new Shift("diego", [], LocalTime.Midnight, LocalTime.Midnight, null, null))])]);
        return TestSite.StartAsync(at, agent is null ? [] : [agent], engineers, null, id: line, customers: import);
    }

    public static Contract Contract(string line, string product, string number = "800100") =>
        new(number, "acme", line, product, new LocalDate(2025, 1, 1), new LocalDate(2027, 12, 31));

    public static Task CreditsAsync(this TestSite site, string line, int credits) => site.Service.Site.Credits.AddAsync(
        site.Service.Site.Lines.Find(line)!.Credits!,
        new NewCreditEntry("acme", line, site.Service.Site.Clock.Now, CreditKind.Grant, credits, "800100", "system", "contract"),
        default);

    /// <summary>A ticket of Bob's, raised some other way than by this call.</summary>
    public static async Task<Folio> RaisedAsync(this TestSite site, string line, string status, params IReadOnlyList<TicketChange> changes)
    {
        var terms = site.Service.Site.Lines.Find(line)!;
        var raised = await site.Service.Site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line,
                FolioPrefix = terms.FolioPrefix,
                OrganisationId = "acme",
                ContactId = "acme/bob",
                Severity = terms.StartingSeverity.Value,
                Status = status,
                Language = terms.Languages[0],
                RaisedAt = site.Service.Site.Clock.Now,
                Actor = "contact:acme/bob",
                Changes = changes,
            },
            default);
        return raised.Ticket.Folio;
    }

    public static async Task<Ticket> FoundAsync(this TestSite site, Folio folio) => (await site.Service.Site.Tickets.FindAsync(folio, default))!;

    /// <summary>The ticket that was raised last.</summary>
    public static async Task<Ticket> NewestAsync(this TestSite site) =>
        (await site.Service.Site.Tickets.ListAsync(new TicketFilter(), default)).MaxBy(ticket => ticket.Folio.Digits)!;

    public static async Task<IReadOnlyList<TicketChange>> ChangesAsync(this TestSite site, Ticket ticket) =>
        [.. (await site.Service.Site.Tickets.HistoryAsync(ticket.Folio, default)).Select(step => step.Change)];

    public static async Task<Phone> CallsAsync(this TestSite site, string number, string caller = Ann)
    {
        var phone = new Phone { Story = site.StoryAsync };
        Assert.Equal(200, await phone.DialAsync(site.Address, number, caller));
        return phone;
    }
}
