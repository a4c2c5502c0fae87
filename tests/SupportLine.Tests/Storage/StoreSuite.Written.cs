using NodaTime;
using SupportLine.Domain.Bans;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Knowledge;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Storage;

/// <summary>What comes by the portal and by mail.</summary>
public abstract partial class StoreSuite
{
    [SkippableFact]
    [Trait("Clause", "XIV-05")]
    public async Task An_answer_and_its_documents_stand_on_the_ticket()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        var bytes = Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7)).ToArray();
        var document = await store.Documents.KeepAsync("log.txt", "text/plain", bytes, default);
        var again = await store.Documents.KeepAsync("copy.txt", "text/plain", bytes, default);

        await store.Tickets.AppendAsync(folio, new TicketChange.Answered("See the log.", [document, again]), "contact:acme/maria", null, Now, default);

        var answered = Assert.IsType<TicketChange.Answered>((await store.Tickets.HistoryAsync(folio, default))[^1].Change);
        Assert.Equal("See the log.", answered.Text);
        Assert.Equal([("log.txt", 70_000L), ("copy.txt", 70_000L)], answered.Documents.Select(kept => (kept.Name, kept.Length)));
        Assert.Equal(document.Hash, again.Hash);
        Assert.Equal(bytes, await store.Documents.ReadAsync(answered.Documents[0].Hash, default));
        Assert.Null(await store.Documents.ReadAsync("none", default));
    }

    [SkippableFact]
    public async Task A_document_that_is_empty_or_too_long_is_not_kept()
    {
        await using var store = await OpenAsync();
        foreach (var length in new[] { 0, Document.MostBytes + 1 })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Documents.KeepAsync("log.txt", "text/plain", new byte[length], default));
        }
    }

    [SkippableFact]
    [Trait("Clause", "XCL-02")]
    public async Task Articles_are_kept_by_line_and_id()
    {
        await using var store = await OpenAsync();
        var article = new Article("queue", "xcally", "en", "Queue timeouts", "They hang up.");
        await store.Articles.PutAsync(article, default);
        await store.Articles.PutAsync(article with { LineId = "wildix", Title = "Another" }, default);
        await store.Articles.PutAsync(article with { Id = "agent" }, default);
        await store.Articles.PutAsync(article with { Text = "They wait.", Language = "fr" }, default);

        Assert.Equal([article with { Id = "agent" }, article with { Text = "They wait.", Language = "fr" }], await store.Articles.ListAsync("xcally", default));
        Assert.True(await store.Articles.RemoveAsync("xcally", "agent", default));
        Assert.False(await store.Articles.RemoveAsync("xcally", "agent", default));
        Assert.Equal(["queue"], (await store.Articles.ListAsync("xcally", default)).Select(kept => kept.Id));
    }

    [SkippableFact]
    [Trait("Clause", "XIV-01")]
    public async Task An_account_is_found_by_its_contacts_address_and_changed_once()
    {
        await using var store = await OpenAsync();
        await store.Directory.ImportAsync(
            new DirectoryImport(
                [new Organisation("acme", "Acme")],
                [new Contact("acme/maria", "acme", "Maria", null, "Maria@Acme.example", null, true)],
                new Dictionary<string, string>(),
                [],
                [],
                []),
            default);
        Assert.Empty(await store.SignIns.AccountsAsync("maria@acme.example", default));
        Assert.Equal(["acme/maria"], (await store.Directory.ContactsByEmailAsync(" MARIA@acme.example", default)).Select(contact => contact.Id));
        Assert.Empty(await store.Directory.ContactsByEmailAsync("maria@acme", default));

        await store.SignIns.GiveAsync("acme/maria", "given", default);
        var account = Assert.Single(await store.SignIns.AccountsAsync("MARIA@acme.example ", default));
        Assert.Equal(("acme/maria", "given", true), (account.ContactId, account.PasswordHash, account.MustChange));

        Assert.True(await store.SignIns.ChangeAsync(account, "own", default));
        Assert.False(await store.SignIns.ChangeAsync(account, "another", default));
        account = Assert.Single(await store.SignIns.AccountsAsync("maria@acme.example", default));
        Assert.Equal(("own", false), (account.PasswordHash, account.MustChange));

        await store.SignIns.GiveAsync("acme/maria", "given again", default);
        Assert.True(Assert.Single(await store.SignIns.AccountsAsync("maria@acme.example", default)).MustChange);
        Assert.True(await store.SignIns.RemoveAsync("acme/maria", default));
        Assert.False(await store.SignIns.RemoveAsync("acme/maria", default));
    }

    [SkippableFact]
    public async Task Bans_are_in_force_until_they_end_or_are_lifted()
    {
        await using var store = await OpenAsync();
        await store.Bans.PutAsync(new BannedSource("203.0.113.5", Now + Duration.FromMinutes(10), "scanner"), default);
        await store.Bans.PutAsync(new BannedSource("203.0.113.5", Now + Duration.FromMinutes(20), "again"), default);
        await store.Bans.PutAsync(new BannedSource("2001:db8::5", Now + Duration.FromMinutes(5), "scanner"), default);
        await store.Bans.PutAsync(new BannedSource("203.0.113.6", Now + Duration.FromHours(1), "scanner"), default);

        Assert.Equal(["203.0.113.6", "203.0.113.5", "2001:db8::5"], (await store.Bans.InForceAsync(Now, default)).Select(ban => ban.Source));
        Assert.True(await store.Bans.LiftAsync("203.0.113.6", default));
        Assert.False(await store.Bans.LiftAsync("203.0.113.6", default));
        var ban = Assert.Single(await store.Bans.InForceAsync(Now + Duration.FromMinutes(5), default));
        Assert.Equal(("again", Now + Duration.FromMinutes(20)), (ban.Why, ban.Until));
        Assert.Empty(await store.Bans.InForceAsync(Now + Duration.FromMinutes(20), default));
    }

    [SkippableFact]
    public async Task Sign_ins_that_failed_are_counted_by_address_from_an_instant_on()
    {
        await using var store = await OpenAsync();
        foreach (var minutes in new[] { 0, 10, 20 })
        {
            await store.SignIns.NoteFailureAsync(minutes == 20 ? "other@acme.example" : "Maria@Acme.example", Now + Duration.FromMinutes(minutes), default);
        }

        Assert.Equal(2, await store.SignIns.FailuresAsync("maria@acme.example", Now, default));
        Assert.Equal(1, await store.SignIns.FailuresAsync("maria@acme.example", Now + Duration.FromMinutes(10), default));
        Assert.Equal(0, await store.SignIns.FailuresAsync("maria@acme.example", Now + Duration.FromMinutes(11), default));
    }
}
