using MimeKit;
using SupportLine.CallTests.Interop;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;
using SupportLine.Server.Settings;
using SupportLine.Storage;

namespace SupportLine.CallTests.Mail;

/// <summary>What arrives in mailboxes of what is said on the telephone.</summary>
public sealed class MailCallTests : IDisposable
{
    private const string Mails = """

        mails:
          - { on: creation, to: [requester, observers], source: operator }
          - { on: update, to: [requester, observers], source: operator }
        helpdesk-mail: { address: helpdesk@ipaxes.example, source: operator }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mail");

    private string Database => Path.Combine(_folder.FullName, "supportline.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task A_ticket_raised_by_phone_is_mailed_to_its_requester_with_its_folio_and_to_the_helpdesk_with_its_recording()
    {
        await using var server = await MailServer.StartAsync();
        await using var site = await StartAsync(TestSite.Day, server, []);
        await using var phone = await RaisesAsync(site);
        var ticket = await site.TicketAsync();
        await phone.HangsUpAsync();
        var mails = await MailsAsync(site, server, 2);

        var hers = mails.Single(mail => mail.Headers["X-Envelope-To"] == "maria@aceros.example");
        Assert.StartsWith($"[{ticket.Folio}] IPAXES: recibimos su solicitud", hers.Subject, StringComparison.Ordinal);
        Assert.Contains($"Su folio es {ticket.Folio}", hers.TextBody, StringComparison.Ordinal);
        Assert.Contains($"Su folio es {ticket.Folio}", hers.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", hers.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(("soporte@ipaxes.example", "yes"), (hers.From.Mailboxes.Single().Address, hers.Headers["X-Envelope-Tls"]));

        var helpdesks = mails.Single(mail => mail.Headers["X-Envelope-To"] == "helpdesk@ipaxes.example");
        Assert.Contains("Aceros del Norte", helpdesks.Subject, StringComparison.Ordinal);
        var recording = Assert.IsType<MimePart>(Assert.Single(helpdesks.Attachments));
        using var content = new MemoryStream();
        await recording.Content!.DecodeToAsync(content);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(site.Recordings, ticket.Recording!)), content.ToArray());
        Assert.Equal($"{ticket.Folio}.wav", recording.FileName);
        Assert.Equal(hers.References.Single(), helpdesks.References.Single());
    }

    [SkippableFact]
    public async Task An_update_follows_in_the_same_thread_when_the_server_is_there_again()
    {
        await using var server = await MailServer.MakeAsync(secure: false);
        await using var site = await StartAsync(TestSite.Day, server, []);
        var folio = await RaiseAsync(site);
        await using var beside = await Store.OpenAsync(Database, TimeProvider.System, default);
        await site.FoundAsync(async () => (await beside.Outbox.ListAsync(null, 10, default)).All(entry => entry.Error is not null) ? site : null);
        await site.Service.Site.Tickets.AppendAsync(folio, new TicketChange.Noted("Ya lo vemos."), "agent:anna", null, site.Service.Site.Clock.Now, default);

        await server.StartAsync();
        foreach (var entry in await beside.Outbox.ListAsync(null, 10, default))
        {
            await beside.Outbox.RetryAsync(entry.Number, NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), default);
        }

        var mails = await MailsAsync(site, server, 3);
        var hers = mails.Where(mail => mail.To.Mailboxes.Single().Address == "maria@aceros.example").ToList();
        Assert.Equal(2, hers.Count);
        Assert.Single(hers.Select(mail => mail.References.Single()).Distinct());
        Assert.Contains(hers, mail => mail.TextBody!.Contains("Ya lo vemos.", StringComparison.Ordinal));
        Assert.Equal(["1", "2", "3"], mails.Select(mail => mail.Headers["X-SupportLine-Notification"]).Order());
    }

    [SkippableFact]
    public async Task An_engineer_is_alerted_in_writing_while_the_telephone_rings()
    {
        await using var server = await MailServer.StartAsync();
        await using var hook = new HookServer();
        await using var engineer = new Phone();
        await using var site = await StartAsync(TestSite.Night, server, [engineer], hook.Terms);
        await using var phone = await site.CallsIdentifiedAsync();
        await phone.ClaimsEmergencyAsync();
        await engineer.AnswersAsync();
        await engineer.HearsAsync("engineer.emergency");

        var alert = await site.FoundAsync(() => Task.FromResult(server.Mails.SingleOrDefault(mail => mail.Headers["X-Envelope-To"] == "engineer1@ipaxes.example")));
        var ticket = await site.TicketAsync();
        Assert.Contains("EMERGENCIA", alert.Subject, StringComparison.Ordinal);
        Assert.All([ticket.Folio.Digits, "IPAXES", "emergencia", "+528183459999", "+528115225000"], told => Assert.Contains(told, alert.TextBody, StringComparison.Ordinal));
        var call = await site.FoundAsync(() => Task.FromResult(hook.Bodies.SingleOrDefault()));
        Assert.Contains("\"type\":\"engineer.rung\"", call, StringComparison.Ordinal);
        Assert.Contains($"\"folio\":\"{ticket.Folio}\"", call, StringComparison.Ordinal);
        Assert.Contains("\"callerNumber\":\"+528183459999\"", call, StringComparison.Ordinal);
        await phone.HangsUpAsync();
        await engineer.HangsUpAsync();
        await site.EndedCallAsync();
    }

    [SkippableFact]
    public async Task Whoever_runs_the_line_is_mailed_that_nobody_accepted_and_how_each_ring_came_out()
    {
        await using var server = await MailServer.StartAsync();
        await using var engineer = new Phone();
        await using var site = await StartAsync(TestSite.Night, server, [engineer]);
        await using var phone = await site.CallsIdentifiedAsync();
        await phone.ClaimsEmergencyAsync();
        await engineer.DeclinesAsync();
        await phone.HearsAsync("escalate.exhausted");
        await phone.HangsUpAsync();

        var alarm = await site.FoundAsync(() => Task.FromResult(server.Mails.SingleOrDefault(mail => mail.Subject!.Contains("NADIE ACEPTÓ", StringComparison.Ordinal))));
        Assert.Equal("helpdesk@ipaxes.example", alarm.To.Mailboxes.Single().Address);
        Assert.All([(await site.TicketAsync()).Folio.Digits, "+528183459999", "engineer1 (", "rechazó la llamada"], told => Assert.Contains(told, alarm.TextBody, StringComparison.Ordinal));
        await site.EndedCallAsync();
    }

    private Task<TestSite> StartAsync(string at, MailServer server, IReadOnlyList<Phone> engineers, WebhookSettings? hook = null)
    {
        var customers = TestSite.Customers(engineers);
        return TestSite.StartAsync(
            at,
            [],
            engineers,
            Database,
            line: shipped => shipped + Mails,
            customers: customers with
            {
                Contacts = [.. customers.Contacts.Select(contact => contact with { Email = "maria@aceros.example" })],
                Engineers = [.. customers.Engineers.Select(engineer => engineer with { Email = $"{engineer.Id}@ipaxes.example" })],
            },
            settings: settings => settings with { Mail = server.Settings, Webhooks = hook is null ? [] : [hook] });
    }

    /// <summary>Up to the folio.</summary>
    private static async Task<Phone> RaisesAsync(TestSite site)
    {
        var phone = await site.CallsIdentifiedAsync();
        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.say", reviewed: true);
        await phone.HearsAsync("folio.is");
        return phone;
    }

    private static async Task<Folio> RaiseAsync(TestSite site) => (await site.Service.Site.Tickets.RaiseAsync(
        new NewTicket
        {
            LineId = "ipaxes",
            FolioPrefix = "52",
            OrganisationId = "aceros",
            ContactId = "aceros/maria",
            Severity = "estandar",
            Status = "new",
            Language = "es-MX",
            RaisedAt = site.Service.Site.Clock.Now,
            Actor = "contact:aceros/maria",
        },
        default)).Ticket.Folio;

    private static Task<IReadOnlyList<MimeMessage>> MailsAsync(TestSite site, MailServer server, int count) =>
        site.FoundAsync(() => Task.FromResult(server.Mails is { } mails && mails.Count >= count ? mails : null));
}
