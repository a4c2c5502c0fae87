using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

/// <summary>What happens to a ticket between its raising and its end, and what is booked about it.</summary>
public abstract partial class StoreSuite
{
    [SkippableFact]
    [Trait("Clause", "XCL-06")]
    [Trait("Clause", "XCL-03")]
    public async Task What_is_attached_as_a_ticket_is_raised_stands_in_its_history_with_it()
    {
        await using var store = await OpenAsync();
        var facts = new TicketChange.FactsAttached([new Fact("version", "17.0.19")]);
        var raised = await store.Tickets.RaiseAsync(
            NewTicket() with
            {
                Product = "pbx",
                Calendar = "east",
                Given = new Dictionary<string, string> { ["serial"] = "4711" },
                CallId = "call-1",
                Changes = [facts, new TicketChange.ConsentAnswered(true, "phone")],
            },
            default);

        var found = await store.Tickets.FindAsync(raised.Ticket.Folio, default);
        Assert.Equal(("pbx", "east", "4711"), (found!.Product, found.Calendar, found.Given["serial"]));
        var history = await store.Tickets.HistoryAsync(found.Folio, default);
        Assert.Equal(["Raised", "FactsAttached", "ConsentAnswered"], history.Select(step => step.Change.GetType().Name));
        Assert.Equal(new Consent(true, "phone", "caller", Now, "call-1"), await store.Tickets.ConsentAsync(found.Folio, default));
    }

    [SkippableFact]
    [Trait("Clause", "XCL-03")]
    public async Task The_latest_answer_for_consent_holds()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        Assert.Null(await store.Tickets.ConsentAsync(folio, default));

        await store.Tickets.AppendAsync(folio, new TicketChange.ConsentAnswered(true, "phone"), "contact:acme/maria", "call-1", Now, default);
        await store.Tickets.AppendAsync(folio, new TicketChange.ConsentAnswered(false, "portal"), "contact:acme/john", null, Now + Duration.FromHours(1), default);

        Assert.Equal(new Consent(false, "portal", "contact:acme/john", Now + Duration.FromHours(1), null), await store.Tickets.ConsentAsync(folio, default));
    }

    [SkippableFact]
    [Trait("Clause", "XIV-06")]
    public async Task Observers_follow_a_ticket_until_they_no_longer_do()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        foreach (var (contact, observes) in new[] { ("acme/maria", true), ("acme/john", true), ("acme/maria", true), ("acme/john", false) })
        {
            await store.Tickets.AppendAsync(folio, new TicketChange.ObserverSet(contact, observes), "agent:anna", null, Now, default);
        }

        Assert.Equal(["acme/maria"], await store.Tickets.ObserversAsync(folio, default));
    }

    [SkippableFact]
    [Trait("Clause", "XIV-08")]
    public async Task Several_changes_are_made_together_or_not_at_all()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;

        await Assert.ThrowsAsync<TicketConflictException>(() => store.Tickets.AppendAsync(
            folio, [new TicketChange.SolutionAnswered(true), new TicketChange.StatusSet("proposed", "closed")], "contact:acme/maria", null, Now, default));
        Assert.Single(await store.Tickets.HistoryAsync(folio, default));

        await store.Tickets.AppendAsync(
            folio, [new TicketChange.SolutionProposed("restart it"), new TicketChange.StatusSet("new", "proposed")], "agent:anna", null, Now, default);
        Assert.Equal([1, 2, 3], (await store.Tickets.HistoryAsync(folio, default)).Select(step => step.Seq));
        Assert.Equal("proposed", (await store.Tickets.FindAsync(folio, default))!.Status);
    }

    [SkippableFact]
    [Trait("Clause", "IPX-16")]
    public async Task Access_data_is_kept_in_no_row_as_it_is_and_who_saw_it_stands_in_the_history()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;

        await store.Secrets.SetAsync(folio, "ssh", new Secret("root / s3cr3t-w0rd"), "contact:acme/maria", Now, default);
        Assert.Equal(["ssh"], await store.Secrets.NamesAsync(folio, default));
        Assert.Equal("root / s3cr3t-w0rd", (await store.Secrets.RevealAsync(folio, "ssh", "engineer:lucia", Now, default))!.Reveal());
        Assert.Null(await store.Secrets.RevealAsync(folio, "vpn", "engineer:lucia", Now, default));
        Assert.True(await store.Secrets.DropAsync(folio, "ssh", "agent:anna", Now, default));
        Assert.False(await store.Secrets.DropAsync(folio, "ssh", "agent:anna", Now, default));

        Assert.Empty(await store.Secrets.NamesAsync(folio, default));
        var history = await store.Tickets.HistoryAsync(folio, default);
        Assert.Equal(
            [new TicketChange.SecretSet("ssh"), new TicketChange.SecretSeen("ssh"), new TicketChange.SecretDropped("ssh")],
            history.Skip(1).Select(step => step.Change));
        Assert.DoesNotContain(history, step => $"{step}".Contains("s3cr3t", StringComparison.Ordinal));
    }

    [SkippableFact]
    [Trait("Clause", "IPX-13")]
    [Trait("Clause", "IPX-03")]
    public async Task A_visit_lets_its_organisation_through_while_it_lasts_and_stands()
    {
        await using var store = await OpenAsync();
        var visit = Booked("v1", Now, "lucia");
        Assert.IsType<VisitRule.Booked>(await store.Visits.BookAsync(visit, _ => new VisitRule.Booked(visit, true), default));

        Assert.Equal(visit, await store.Visits.FindAsync("v1", default));
        Assert.Equal("v1", (await store.Visits.LettingThroughAsync("ipaxes", "acme", Now + Duration.FromMinutes(59), default))!.Id);
        Assert.Null(await store.Visits.LettingThroughAsync("ipaxes", "acme", Now + Duration.FromMinutes(60), default));
        Assert.Null(await store.Visits.LettingThroughAsync("ipaxes", "other", Now, default));
        Assert.Null(await store.Visits.LettingThroughAsync("another", "acme", Now, default));
        Assert.True(await store.Visits.SetOutcomeAsync("v1", "the PBX needs a new disk", "520000018", default));
        Assert.True(await store.Visits.CancelAsync("v1", default));
        Assert.False(await store.Visits.CancelAsync("v1", default));
        Assert.Null(await store.Visits.LettingThroughAsync("ipaxes", "acme", Now, default));
        var left = Assert.Single(await store.Visits.ListAsync(null, null, Now, default));
        Assert.Equal((true, "the PBX needs a new disk", "520000018"), (left.Cancelled, left.Outcome, left.RaisedFolio));
    }

    [SkippableFact]
    [Trait("Clause", "IPX-13")]
    public async Task Of_twenty_who_book_one_technician_for_one_hour_one_does()
    {
        await using var store = await OpenAsync();
        var line = Domain.KnownLines.Ipaxes;

        var rules = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
        {
            var visit = Booked($"v{i}", Now, "lucia");
            return store.Visits.BookAsync(visit, existing => VisitRule.Decide(line, visit, existing, Now), default);
        }));

        Assert.Single(rules.OfType<VisitRule.Booked>());
        Assert.Single(await store.Visits.ListAsync("ipaxes", "acme", Now, default));
    }

    [SkippableFact]
    [Trait("Clause", "SNG-08")]
    [Trait("Clause", "SNG-10")]
    public async Task An_account_is_all_that_entitlement_depends_on()
    {
        await using var store = await OpenAsync();
        var asset = new Asset(
            "SN-1", "acme", "sangoma", "freepbx", new LocalDate(2026, 1, 2), new LocalDate(2027, 1, 1), null, new Dictionary<string, string> { ["version"] = "17" });
        var contract = new Contract("100200", "acme", "sangoma", "freepbx", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31));
        await store.Directory.ImportAsync(
            new DirectoryImport([new Organisation("acme", "Acme")], [], new Dictionary<string, string>(), [contract], [], [])
            {
                Assets = [asset],
                NamedAccounts = [new NamedAccount("acme", "sangoma", "configuration")],
            },
            default);
        await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 300, null), default);

        var account = await store.Directory.AccountAsync("acme", "sangoma", default);

        Assert.Equivalent(asset, Assert.Single(account.Assets));
        Assert.Equal([contract], account.Contracts);
        Assert.Equal(300, account.Credits);
        Assert.Equal(["configuration"], account.NamedFor);
        Assert.Empty((await store.Directory.AccountAsync("acme", "another", default)).Assets);
    }

    [SkippableFact]
    public async Task A_line_file_is_found_again_by_its_hash_with_those_beside_it()
    {
        await using var store = await OpenAsync();
        var source = new LineSource("ipaxes", "abc", [1, 2, 3], new Dictionary<string, byte[]> { ["holidays.ics"] = [4, 5] });
        await store.LineFiles.KeepAsync(source, default);
        await store.LineFiles.KeepAsync(source, default);

        Assert.Equivalent(source, await store.LineFiles.FindAsync("abc", default));
        Assert.Null(await store.LineFiles.FindAsync("def", default));
    }

    private static Visit Booked(string id, Instant from, string engineer) =>
        new(id, "ipaxes", "acme", engineer, from, from + Duration.FromHours(1), null, "no other night", "agent:anna", Cancelled: false);
}
