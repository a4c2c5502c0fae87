using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Storage;

public abstract partial class StoreSuite
{
    private static readonly Duration OutboxLease = Duration.FromSeconds(30);

    /// <summary>Real time, long after whatever a test writes.</summary>
    private static Instant Later => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) + Duration.FromMinutes(1);

    [SkippableFact]
    public async Task What_is_to_be_sent_is_written_with_the_change_and_not_without_it()
    {
        await using var store = await OpenAsync(new TellsOfEach());
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        await store.Tickets.AppendAsync(folio, new TicketChange.StatusSet("new", "closed"), "agent:anna", null, Now, default);

        await Assert.ThrowsAsync<TicketConflictException>(() => store.Tickets.AppendAsync(
            folio, [new TicketChange.Noted("lost"), new TicketChange.StatusSet("new", "in-progress")], "agent:bela", null, Now, default));
        await store.Secrets.SetAsync(folio, "root", new Secret("hunter2"), "agent:anna", Now, default);

        var entries = await store.Outbox.ListAsync(OutboxState.Waiting, 10, default);
        Assert.Equal([3, 2, 1], entries.Select(entry => entry.Number));
        Assert.Equal([$"{folio} secret-set", $"{folio} status-set closed", $"{folio} raised new"], entries.Select(entry => ((Notification.WebhookCall)entry.Notification).Body));
    }

    [SkippableFact]
    public async Task The_notifier_is_shown_the_ticket_as_it_is_now_with_contacts_and_observers()
    {
        var notifier = new TellsOfEach();
        await using var store = await OpenAsync(notifier);
        var maria = new Contact("acme/maria", "acme", "María", null, "maria@example.com", null, true);
        await store.Directory.ImportAsync(new DirectoryImport([new Organisation("acme", "Acme")], [maria], new Dictionary<string, string>(), [], [], []), default);

        await store.Tickets.RaiseAsync(NewTicket() with { OrganisationId = "acme", Changes = [new TicketChange.ObserverSet(maria.Id, true)] }, default);

        Assert.Equal(maria, Assert.Single(notifier.Contacts));
        Assert.Equal([maria.Id], notifier.Observers);
    }

    [SkippableFact]
    public async Task One_of_twenty_leases_a_notification_and_another_takes_it_when_the_lease_lapses_under_the_same_number()
    {
        await using var store = await OpenAsync();
        await store.Outbox.AddAsync([Call("a")], Now, default);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Outbox.LeaseAsync(Lane, $"node{i}", Now, OutboxLease, default)));
        var first = Assert.Single(taken, entry => entry is not null)!;
        var node = $"node{Array.IndexOf(taken, first)}";

        Assert.Null(await store.Outbox.LeaseAsync(Lane, "b", Now + Duration.FromSeconds(29), OutboxLease, default));
        var again = await store.Outbox.LeaseAsync(Lane, "b", Now + Duration.FromSeconds(31), OutboxLease, default);
        Assert.Equal((first.Number, first.Id), (again!.Number, again.Id));
        Assert.False(await store.Outbox.SettleAsync(first, node, OutboxState.Sent, Now, null, Now, default));
        Assert.True(await store.Outbox.SettleAsync(again, "b", OutboxState.Sent, Now, null, Now, default));
        Assert.Null(await store.Outbox.LeaseAsync(Lane, "c", Now + Duration.FromDays(1), OutboxLease, default));
    }

    [SkippableFact]
    public async Task One_that_is_told_twice_is_kept_once_and_takes_no_number()
    {
        await using var store = await OpenAsync();
        await store.Outbox.AddAsync([Call("a"), Call("a")], Now, default);
        await store.Outbox.AddAsync([Call("a"), Call("b")], Now, default);

        Assert.Equal([2, 1], (await store.Outbox.ListAsync(null, 10, default)).Select(entry => entry.Number));
    }

    [SkippableFact]
    public async Task One_that_failed_stays_until_it_is_tried_anew_and_one_that_was_sent_is_not()
    {
        await using var store = await OpenAsync();
        await store.Outbox.AddAsync([Call("a")], Now, default);
        var entry = await store.Outbox.LeaseAsync(Lane, "a", Now, OutboxLease, default);
        await store.Outbox.SettleAsync(entry!, "a", OutboxState.Failed, Now, "550 no", Now, default);

        Assert.Null(await store.Outbox.LeaseAsync(Lane, "a", Now + Duration.FromDays(9), OutboxLease, default));
        var failed = Assert.Single(await store.Outbox.ListAsync(OutboxState.Failed, 10, default));
        Assert.Equal(("550 no", 1), (failed.Error, failed.Attempts));
        Assert.True(await store.Outbox.RetryAsync(1, Now + Duration.FromDays(9), default));
        var again = await store.Outbox.LeaseAsync(Lane, "a", Now + Duration.FromDays(9), OutboxLease, default);
        Assert.Equal((1, 0, Now + Duration.FromDays(9)), (again!.Number, again.Attempts, again.Since));
        await store.Outbox.SettleAsync(again, "a", OutboxState.Sent, Now, null, Now, default);
        Assert.False(await store.Outbox.RetryAsync(1, Now, default));
        Assert.False(await store.Outbox.RetryAsync(7, Now, default));
    }

    [SkippableFact]
    public async Task What_was_sent_before_a_moment_is_deleted_and_nothing_else()
    {
        await using var store = await OpenAsync();
        await store.Outbox.AddAsync([Call("sent"), Call("failed"), Call("late"), Call("waits")], Now, default);
        (OutboxState State, Duration After)[] ends = [(OutboxState.Sent, Duration.Zero), (OutboxState.Failed, Duration.Zero), (OutboxState.Sent, Duration.FromDays(2))];
        foreach (var (state, after) in ends)
        {
            var entry = await store.Outbox.LeaseAsync(Lane, "a", Now, OutboxLease, default);
            await store.Outbox.SettleAsync(entry!, "a", state, Now, null, Now + after, default);
        }

        Assert.Equal(0, await store.Outbox.PruneAsync(Now, default));
        Assert.Equal(1, await store.Outbox.PruneAsync(Now + Duration.FromDays(1), default));
        Assert.Equal([4, 3, 2], (await store.Outbox.ListAsync(null, 10, default)).Select(entry => entry.Number));
    }

    [SkippableFact]
    public async Task A_lane_does_not_see_what_is_in_another_nor_what_is_not_due()
    {
        await using var store = await OpenAsync();
        await store.Outbox.AddAsync([new Notification.HelpdeskMail("52000011", "helpdesk@example.com", "en"), Call("a")], Now, default);

        Assert.Null(await store.Outbox.LeaseAsync(Notification.AlertLane, "a", Now, OutboxLease, default));
        Assert.Null(await store.Outbox.LeaseAsync(Lane, "a", Now - Duration.FromSeconds(1), OutboxLease, default));
        var entry = await store.Outbox.LeaseAsync(Lane, "a", Now, OutboxLease, default);
        await store.Outbox.SettleAsync(entry!, "a", OutboxState.Waiting, Now + Duration.FromMinutes(5), "503", Now, default);
        Assert.Null(await store.Outbox.LeaseAsync(Lane, "a", Now + Duration.FromMinutes(4), OutboxLease, default));
        Assert.NotNull(await store.Outbox.LeaseAsync(Lane, "a", Now + Duration.FromMinutes(5), OutboxLease, default));
        Assert.IsType<Notification.HelpdeskMail>((await store.Outbox.LeaseAsync(Notification.MailLane, "a", Now, OutboxLease, default))!.Notification);
    }

    [SkippableFact]
    public async Task Fifty_tickets_raised_at_once_have_fifty_numbers_without_a_gap()
    {
        await using var store = await OpenAsync(new TellsOfEach());
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.Tickets.RaiseAsync(NewTicket(), default)));

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), (await store.Outbox.ListAsync(null, 100, default)).Select(entry => entry.Number).Order());
        Assert.NotNull(await store.Outbox.LeaseAsync(Lane, "a", Later, OutboxLease, default));
    }

    private const string Lane = "https://a.example/";

    private static Notification.WebhookCall Call(string about) => new(about, Lane, "{}");

    /// <summary>Tells of each change in words that show what it was shown.</summary>
    private sealed class TellsOfEach : INotifier
    {
        public IReadOnlyList<Contact> Contacts { get; private set; } = [];

        public IReadOnlyCollection<string> Observers { get; private set; } = [];

        public IReadOnlyList<Notification> Decide(
            Ticket ticket, IReadOnlyList<TicketEvent> added, IReadOnlyList<Contact> contacts, IReadOnlyCollection<string> observers)
        {
            (Contacts, Observers) = (contacts, observers);
            return
            [
                .. added.Where(step => step.Change is not TicketChange.ObserverSet).Select(step => new Notification.WebhookCall($"{ticket.Folio}:{step.Seq}", Lane, step.Change switch
                {
                    TicketChange.SecretSet => $"{ticket.Folio} secret-set",
                    TicketChange.StatusSet => $"{ticket.Folio} status-set {ticket.Status}",
                    _ => $"{ticket.Folio} raised {ticket.Status}",
                })),
            ];
        }
    }
}
