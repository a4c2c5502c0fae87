using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Storage;

public abstract partial class StoreSuite
{
    [SkippableFact]
    public async Task Escalations_that_somebody_has_to_work_on_are_listed_and_no_others()
    {
        await using var store = await OpenAsync();
        var begun = new List<Escalation>();
        for (var i = 0; i < 5; i++)
        {
            var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;
            begun.Add(await store.Escalations.BeginAsync(new NewEscalation(folio, "ipaxes", null, "", "es-MX", Now + Duration.FromMinutes(5 - i)), default));
        }

        foreach (var accepted in begun.Take(2)) await store.Escalations.AcceptAsync(accepted.Id, "lucia", Now, default);
        await store.Escalations.SettleAsync(begun[0].Id, default);
        await store.Escalations.DismissAsync(begun[2].Id, "lucia", Now, default);
        await store.Escalations.ExhaustAsync(begun[3].Id, Now, default);

        Assert.Equal([begun[4].Id, begun[1].Id], (await store.Escalations.UnfinishedAsync(default)).Select(each => each.Id));
    }

    [SkippableFact]
    public async Task An_emergency_is_raised_with_its_escalation_and_one_engineer_of_fifty_wins()
    {
        await using var store = await OpenAsync();
        var escalation = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;

        var won = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.Escalations.AcceptAsync(escalation.Id, $"engineer{i}", Now, default)));

        Assert.Single(won, wins => wins);
        var found = await store.Escalations.FindAsync(escalation.Folio, default);
        Assert.Equal(EscalationState.Accepted, found!.State);
        Assert.Equal($"engineer{Array.IndexOf(won, true)}", found.AcceptedBy);
    }

    [SkippableFact]
    public async Task A_lease_is_one_nodes_until_it_lapses()
    {
        await using var store = await OpenAsync();
        var escalation = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        var lease = Duration.FromSeconds(10);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Escalations.LeaseAsync(null, $"node{i}", Now, lease, default)));

        Assert.Equal(escalation.Id, Assert.Single(taken, one => one is not null)!.Id);
        var owner = $"node{Array.FindIndex(taken, one => one is not null)}";
        Assert.False(await store.Escalations.RenewAsync(escalation.Id, "a stranger", Now, lease, default));
        Assert.True(await store.Escalations.RenewAsync(escalation.Id, owner, Now + Duration.FromSeconds(5), lease, default));
        Assert.Null(await store.Escalations.LeaseAsync(escalation.Id, "b", Now + Duration.FromSeconds(12), lease, default));
        Assert.NotNull(await store.Escalations.LeaseAsync(escalation.Id, "b", Now + Duration.FromSeconds(16), lease, default));
        await store.Escalations.AcceptAsync(escalation.Id, "lucia", Now, default);
        Assert.True(await store.Escalations.RenewAsync(escalation.Id, "b", Now + Duration.FromSeconds(20), lease, default));
    }

    [SkippableFact]
    public async Task A_second_emergency_on_a_folio_joins_the_open_escalation()
    {
        await using var store = await OpenAsync();
        var first = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        var again = new NewEscalation(first.Folio, "ipaxes", "call-2", "+5281", "es-MX", Now);

        Assert.Equal(first.Id, (await store.Escalations.BeginAsync(again, default)).Id);
        await store.Escalations.ExhaustAsync(first.Id, Now, default);
        Assert.NotEqual(first.Id, (await store.Escalations.BeginAsync(again, default)).Id);
        await store.Escalations.NoteAttemptAsync(new EscalationAttempt(first.Id, "leg", "lucia", "sip:lucia@127.0.0.1", Now, "ringing"), default);
        await store.Escalations.NoteAttemptAsync(new EscalationAttempt(first.Id, "leg", "lucia", "sip:lucia@127.0.0.1", Now, "no-answer"), default);
        Assert.Equal(["ringing", "no-answer"], (await store.Escalations.AttemptsAsync(first.Id, default)).Select(attempt => attempt.Outcome));
    }

    [SkippableFact]
    public async Task Of_emergencies_on_a_folio_that_begin_at_once_there_is_one()
    {
        await using var store = await OpenAsync();
        var folio = (await store.Tickets.RaiseAsync(NewTicket(), default)).Ticket.Folio;

        await Task.WhenAll(Enumerable.Range(1, 20).Select(_ => store.Escalations.FindAsync(folio, default)));
        var begun = await Task.WhenAll(Enumerable.Range(1, 20).Select(call => store.Escalations.BeginAsync(new NewEscalation(folio, "ipaxes", $"call-{call}", "+5281", "es-MX", Now), default)));

        Assert.Single(begun.Select(escalation => escalation.Id).Distinct());
    }

    [SkippableFact]
    public async Task What_happens_on_several_phones_of_an_emergency_at_once_is_all_noted()
    {
        await using var store = await OpenAsync();
        var escalation = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        var notes = Enumerable.Range(1, 40).Select(phone => new EscalationAttempt(escalation.Id, $"leg-{phone}", "lucia", "sip:lucia@127.0.0.1", Now, "ringing"));

        await Task.WhenAll(notes.Select(note => store.Escalations.NoteAttemptAsync(note, default)));

        Assert.Equal(40, (await store.Escalations.AttemptsAsync(escalation.Id, default)).Select(attempt => attempt.LegId).Distinct().Count());
    }

    [SkippableFact]
    [Trait("Clause", "IPX-13")]
    public async Task An_escalation_remembers_whom_it_rings_first()
    {
        await using var store = await OpenAsync();
        var raised = await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true, EscalateFirst = "lucia" }, default);
        Assert.Equal("lucia", raised.Escalation!.First);
        Assert.Equal("lucia", (await store.Escalations.FindAsync(raised.Ticket.Folio, default))!.First);
    }
}
