using NodaTime;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Phones;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

/// <summary>What every store has to keep to, whichever database it stands on.</summary>
public abstract partial class StoreSuite
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 10, 17, 30);

    /// <summary>An empty store; skips when its database is not installed.</summary>
    /// <param name="notifier">Decides who hears of a ticket's changes; null for nobody.</param>
    protected abstract Task<Store> OpenAsync(INotifier? notifier);

    private protected Task<Store> OpenAsync() => OpenAsync(null);

    [SkippableFact]
    public async Task A_ticket_raised_is_found_as_it_was_raised()
    {
        await using var store = await OpenAsync();
        var raised = await store.Tickets.RaiseAsync(NewTicket() with { Missing = ["log"], DueAt = Now + Duration.FromHours(4), Confirmed = true }, default);

        var found = await store.Tickets.FindAsync(raised.Ticket.Folio, default);

        Assert.Equivalent(raised.Ticket, found);
        Assert.Equal(["log"], found!.Missing);
        Assert.Equal(Folio.Of("52", 1), found.Folio);
        var history = Assert.Single(await store.Tickets.HistoryAsync(found.Folio, default));
        Assert.Equal((1, new TicketChange.Raised("estandar", "new"), "caller"), (history.Seq, history.Change, history.Actor));
    }

    [SkippableFact]
    public async Task A_call_that_has_ended_takes_further_steps_for_who_is_phoned_back_because_of_it()
    {
        await using var store = await OpenAsync();
        await store.Calls.OpenAsync(new CallRecord("call-1", "ipaxes", "5000", "", Now, null, null), "here", default);
        await store.Calls.AppendAsync("call-1", Now, "said", "hello");
        await store.Calls.EndAsync("call-1", CallEnding.LeftWhileEscalating, Now, default);
        await store.Calls.AppendAsync("call-1", Now, "said", "an engineer");

        Assert.Equal([(1, "hello"), (2, "an engineer")], (await store.Calls.EventsAsync("call-1", default)).Select(step => (step.Seq, step.Detail)));
    }

    [SkippableFact]
    public async Task Where_a_phone_is_registered_is_found_as_it_was_written_until_it_ends()
    {
        await using var store = await OpenAsync();
        var phone = new RegisteredPhone("here", "anna", "sip:anna@10.0.0.7", "udp", "203.0.113.20:40123", Now + Duration.FromMinutes(10))
        {
            Local = "192.0.2.1:5062", Path = "<sip:198.51.100.70;lr>, <sip:10.1.1.1;lr>", CallId = "call", CSeq = 7, Instance = "\"<urn:uuid:1>\"",
        };
        await store.Phones.PutAsync(phone with { Local = null, Remote = "203.0.113.20:40122" }, default);
        Assert.Null(Assert.Single(await store.Phones.OfNodeAsync("here", default)).Local);
        await store.Phones.PutAsync(phone, default);

        Assert.Equal([phone], await store.Phones.OfNodeAsync("here", default));
        Assert.Equal([phone], await store.Phones.InForceAsync(Now, default));
        Assert.Empty(await store.Phones.InForceAsync(phone.Until, default));
        Assert.Empty(await store.Phones.OfNodeAsync("there", default));
    }

    [SkippableFact]
    public async Task A_hundred_raised_at_once_have_a_hundred_folios_without_a_gap()
    {
        await using var store = await OpenAsync();

        var raised = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => store.Tickets.RaiseAsync(NewTicket(), default)));

        Assert.Equal(
            Enumerable.Range(1, 100).Select(i => Folio.Of("52", i).Digits),
            raised.Select(ticket => ticket.Ticket.Folio.Digits).Order());
    }

    [SkippableFact]
    [Trait("Clause", "XIV-07")]
    public async Task A_change_is_applied_and_stands_in_the_history_with_its_time()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;

        await store.Tickets.AppendAsync(folio, new TicketChange.StatusSet("new", "in-progress"), "agent:anna", null, Now, default);
        await store.Tickets.AppendAsync(folio, new TicketChange.SeverityVerified("estandar", "urgente", "slow") { DueAt = Now + Duration.FromHours(1) }, "agent:anna", null, Now, default);
        await store.Tickets.AppendAsync(folio, new TicketChange.Assigned("anna"), "agent:anna", null, Now + Duration.FromMinutes(3), default);
        await store.Tickets.AppendAsync(folio, new TicketChange.VoiceNoted("note.wav"), "contact:acme/maria", "call-1", Now + Duration.FromMinutes(4), default);

        var ticket = await store.Tickets.FindAsync(folio, default);
        Assert.Equal(("in-progress", "urgente", "agent:anna", "anna"), (ticket!.Status, ticket.Severity, ticket.VerifiedBy, ticket.Assignee));
        Assert.Equal(Now + Duration.FromHours(1), ticket.DueAt);
        var history = await store.Tickets.HistoryAsync(folio, default);
        Assert.Equal([1, 2, 3, 4, 5], history.Select(line => line.Seq));
        Assert.Equal(new TicketChange.VoiceNoted("note.wav"), history[^1].Change);
        Assert.Equal([Now + Duration.FromMinutes(3), Now + Duration.FromMinutes(4)], history.Skip(3).Select(line => line.At));
    }

    [SkippableFact]
    public async Task A_change_from_what_no_longer_is_conflicts_and_leaves_no_trace()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        await store.Tickets.AppendAsync(folio, new TicketChange.StatusSet("new", "closed"), "agent:anna", null, Now, default);

        await Assert.ThrowsAsync<TicketConflictException>(
            () => store.Tickets.AppendAsync(folio, new TicketChange.StatusSet("new", "in-progress"), "agent:bela", null, Now, default));

        Assert.Equal(2, (await store.Tickets.HistoryAsync(folio, default)).Count);
    }

    [SkippableFact]
    public async Task Fifty_who_note_at_once_all_stand_in_the_history()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(
            i => store.Tickets.AppendAsync(folio, new TicketChange.Noted($"{i}"), "agent:anna", null, Now, default)));

        Assert.Equal(Enumerable.Range(1, 51), (await store.Tickets.HistoryAsync(folio, default)).Select(line => line.Seq));
    }

    [SkippableFact]
    [Trait("Clause", "SNG-14")]
    public async Task Tickets_are_listed_by_what_is_asked_the_newest_first()
    {
        await using var store = await OpenAsync();
        await store.Tickets.RaiseAsync(NewTicket(), default);
        await store.Tickets.RaiseAsync(NewTicket() with { OrganisationId = "other", RaisedAt = Now + Duration.FromHours(1) }, default);
        var third = (await store.Tickets.RaiseAsync(NewTicket() with { RaisedAt = Now + Duration.FromHours(2) }, default)).Ticket.Folio;
        await store.Tickets.AppendAsync(third, new TicketChange.StatusSet("new", "closed"), "agent:anna", null, Now, default);

        async Task<IEnumerable<string>> ListAsync(TicketFilter filter) =>
            (await store.Tickets.ListAsync(filter, default)).Select(ticket => ticket.Folio.Digits);

        Assert.Equal([Folio.Of("52", 3).Digits, Folio.Of("52", 2).Digits, Folio.Of("52", 1).Digits], await ListAsync(new TicketFilter()));
        Assert.Equal([Folio.Of("52", 2).Digits], await ListAsync(new TicketFilter { OrganisationId = "other" }));
        Assert.Equal([third.Digits], await ListAsync(new TicketFilter { Open = false, EndStatuses = ["closed"] }));
        Assert.Equal(2, (await ListAsync(new TicketFilter { Open = true, EndStatuses = ["closed"] })).Count());
        Assert.Single(await ListAsync(new TicketFilter { Limit = 1 }));
    }

    [SkippableFact]
    public async Task Unverified_emergencies_are_counted_by_the_number_that_called_whatever_was_keyed()
    {
        await using var store = await OpenAsync();
        var calls = 0;
        async Task RaiseAsync(string from, NewTicket emergency)
        {
            var id = $"call-{++calls}";
            await store.Calls.OpenAsync(new CallRecord(id, "ipaxes", "5000", from, Now, null, null), "here", default);
            await store.Tickets.RaiseAsync(emergency with { CallId = id }, default);
        }

        Task<int> CountAsync(string from) => store.Tickets.UnverifiedSinceAsync(from, Now - Duration.FromHours(1), default);
        var emergency = NewTicket() with { CallerVerified = false, Confirmed = true, ContactNumber = "+528183450101" };
        await RaiseAsync("+528100000000", emergency);
        await RaiseAsync("+528100000000", emergency with { ContactNumber = "+528122222222" });
        await RaiseAsync("+528100000000", emergency with { RaisedAt = Now - Duration.FromHours(2) });
        await RaiseAsync("+528100000000", emergency with { CallerVerified = true });
        await RaiseAsync("+528100000000", emergency with { Confirmed = false });
        await RaiseAsync("", emergency);
        await RaiseAsync("", emergency with { ContactNumber = "+528122222222" });
        await store.Tickets.RaiseAsync(emergency, default);

        Assert.Equal(2, await CountAsync("+528100000000"));
        Assert.Equal(0, await CountAsync("+528183450101"));
        Assert.Equal(2, await CountAsync(""));
    }

    [SkippableFact]
    public async Task Steps_of_a_call_are_there_in_order_when_its_folio_is()
    {
        await using var store = await OpenAsync();
        await store.Calls.OpenAsync(new CallRecord("call-1", "ipaxes", "5000", "+5281", Now, null, null), "node", default);
        for (var i = 0; i < 20; i++)
        {
            await store.Calls.AppendAsync("call-1", Now, "keyed", $"{i}");
        }

        await store.Tickets.RaiseAsync(NewTicket() with { CallId = "call-1" }, default);

        var events = await store.Calls.EventsAsync("call-1", default);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), events.Select(step => step.Detail));
        Assert.Equal(Enumerable.Range(1, 20), events.Select(step => step.Seq));
        Assert.NotNull(await store.Tickets.FindByCallAsync("call-1", default));
    }

    [SkippableFact]
    public async Task A_call_ends_once()
    {
        await using var store = await OpenAsync();
        await store.Calls.OpenAsync(new CallRecord("call-1", "ipaxes", "5000", "", Now, null, null), "node", default);
        Assert.Single(await store.Calls.UnendedAsync("node", default));
        Assert.Empty(await store.Calls.UnendedAsync("another node", default));

        Assert.True(await store.Calls.EndAsync("call-1", CallEnding.TicketRaised, Now, default));
        Assert.False(await store.Calls.EndAsync("call-1", CallEnding.ServerError, Now, default));

        Assert.Equal(CallEnding.TicketRaised, (await store.Calls.FindAsync("call-1", default))!.Ending);
        Assert.Empty(await store.Calls.UnendedAsync("node", default));
    }

    [SkippableFact]
    public async Task A_call_that_has_ended_takes_the_steps_of_whoever_is_phoned_back_for_it()
    {
        await using var store = await OpenAsync();
        await store.Calls.OpenAsync(new CallRecord("call-1", "ipaxes", "5000", "+5281", Now, null, null), "node", default);
        await store.Calls.AppendAsync("call-1", Now, "said", "before");
        await store.Calls.EndAsync("call-1", CallEnding.LeftWhileEscalating, Now, default);
        await store.Calls.AppendAsync("call-1", Now, "said", "after");
        await store.Tickets.RaiseAsync(NewTicket() with { CallId = "call-1" }, default);

        Assert.Equal([(1, "before"), (2, "after")], (await store.Calls.EventsAsync("call-1", default)).Select(step => (step.Seq, step.Detail)));
    }

    [SkippableFact]
    [Trait("Clause", "IPX-15")]
    public async Task An_announcement_remembers_the_status_page_it_refers_to()
    {
        await using var store = await OpenAsync();
        await store.Announcements.AddAsync(new Announcement("a1", "ipaxes", AnnouncementKind.Failure, new Dictionary<string, string>(), null, Now, null) { Page = "google" }, default);
        Assert.Equal("google", Assert.Single(await store.Announcements.OpenAsync("ipaxes", Now, default)).Page);
    }

    [SkippableFact]
    public async Task An_announcement_is_told_from_its_beginning_to_its_end()
    {
        await using var store = await OpenAsync();
        var words = new Dictionary<string, string> { ["en"] = "Mail is slow." };
        await store.Announcements.AddAsync(new Announcement("a", "ipaxes", AnnouncementKind.Failure, words, null, Now, null), default);

        Assert.Empty(await store.Announcements.OpenAsync("ipaxes", Now - Duration.FromSeconds(1), default));
        var open = Assert.Single(await store.Announcements.OpenAsync("ipaxes", Now, default));
        Assert.Equal("Mail is slow.", open.Text["en"]);
        Assert.True(await store.Announcements.CloseAsync("a", Now + Duration.FromHours(1), default));
        Assert.False(await store.Announcements.CloseAsync("b", Now, default));
        Assert.Empty(await store.Announcements.OpenAsync("ipaxes", Now + Duration.FromHours(1), default));
        Assert.Empty(await store.Announcements.OpenAsync("another", Now, default));
    }

    protected static NewTicket NewTicket() => new()
    {
        LineId = "ipaxes",
        FolioPrefix = "52",
        OrganisationId = "acme",
        Severity = "estandar",
        Status = "new",
        Language = "es-MX",
        CallerVerified = true,
        RaisedAt = Now,
        Actor = "caller",
        ContactNumber = "+528183450101",
    };
}
