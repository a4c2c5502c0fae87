using NodaTime;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

/// <summary>Tickets that are looked at when it is time.</summary>
public abstract partial class StoreSuite
{
    private static readonly Duration Lease = Duration.FromSeconds(10);

    [SkippableFact]
    public async Task A_ticket_is_looked_at_after_its_raising_and_after_each_change_by_one_node_at_a_time()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        Assert.Null(await store.Watches.LeaseAsync("a", Now - Duration.FromSeconds(1), Now, Lease, default));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Watches.LeaseAsync($"node{i}", Now, Now, Lease, default)));
        var watch = Assert.Single(taken.OfType<TicketWatch>());
        Assert.Equal(folio, watch.Folio);
        Assert.True(await store.Watches.SettleAsync(watch, 1, new TicketLook([], Now + Duration.FromHours(4), Now + Duration.FromHours(3)), Now, default));

        Assert.Equal(Now + Duration.FromHours(3), await store.Watches.NextAsync(default));
        Assert.Null(await store.Watches.LeaseAsync("a", Now + Duration.FromHours(2), Now, Lease, default));
        Assert.Equal(Now + Duration.FromHours(4), (await store.Tickets.FindAsync(folio, default))!.DueAt);
        await store.Tickets.AppendAsync(folio, new TicketChange.Noted("hello"), "agent:anna", null, Now + Duration.FromHours(1), default);
        Assert.NotNull(await store.Watches.LeaseAsync("a", Now + Duration.FromHours(2), Now, Lease, default));
    }

    [SkippableFact]
    public async Task What_a_look_came_to_is_dropped_when_the_history_went_on_meanwhile()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        var watch = await store.Watches.LeaseAsync("a", Now, Now, Lease, default);
        await store.Tickets.AppendAsync(folio, new TicketChange.Noted("I am on it"), "agent:anna", null, Now, default);

        Assert.False(await store.Watches.SettleAsync(watch!, 1, new TicketLook([new TicketChange.ResponseMissed("estandar")], null, null), Now, default));

        Assert.Equal(2, (await store.Tickets.HistoryAsync(folio, default)).Count);
        Assert.NotNull(await store.Watches.LeaseAsync("b", Now, Now + Lease + Duration.FromSeconds(1), Lease, default));
    }

    [SkippableFact]
    public async Task Of_two_who_look_because_a_lease_lapsed_one_has_its_say_and_a_change_of_its_own_is_looked_at_again()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
        var dead = await store.Watches.LeaseAsync("a", Now, Now, Lease, default);
        var alive = await store.Watches.LeaseAsync("b", Now, Now + Lease + Duration.FromSeconds(1), Lease, default);
        var look = new TicketLook([new TicketChange.ResponseWarned("estandar")], null, null);

        Assert.True(await store.Watches.SettleAsync(alive!, 1, look, Now, default));
        Assert.False(await store.Watches.SettleAsync(dead!, 1, look, Now, default));
        Assert.False(await store.Watches.SettleAsync(dead!, 2, look, Now, default));

        var history = await store.Tickets.HistoryAsync(folio, default);
        Assert.Equal((2, "system"), (history.Count, history[1].Actor));
        var again = await store.Watches.LeaseAsync("b", Now, Now, Lease, default);
        Assert.True(await store.Watches.SettleAsync(again!, 2, new TicketLook([], null, null), Now, default));
        Assert.Null(await store.Watches.LeaseAsync("b", Now + Duration.FromDays(900), Now, Lease, default));
        Assert.Null(await store.Watches.NextAsync(default));
    }
}
