using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Storage;

public abstract partial class StoreSuite
{
    [SkippableFact]
    public async Task An_escalation_that_was_accepted_is_taken_up_until_it_is_settled()
    {
        await using var store = await OpenAsync();
        var escalations = store.Escalations;
        var begun = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        var lease = Duration.FromSeconds(10);
        Assert.NotNull(await escalations.LeaseAsync(null, "a", Now, lease, default));
        await escalations.AdvanceAsync(begun.Id, 3, Now + Duration.FromMinutes(10), default);
        await escalations.NoteAttemptAsync(new EscalationAttempt(begun.Id, "leg", "lucia", "sip:lucia@127.0.0.1", Now, "ringing") { Place = 3, Cancel = "how" }, default);
        Assert.Null(await escalations.LeaseAsync(null, "b", Now, lease, default));
        await escalations.ReleaseAsync("b", default);
        Assert.Null(await escalations.LeaseAsync(null, "b", Now, lease, default));
        await escalations.ReleaseAsync("a", default);

        Assert.True(await escalations.AcceptAsync(begun.Id, "lucia", Now, default));
        Assert.Null((await escalations.FindAsync(begun.Folio, default))!.NotBefore);
        await escalations.AdvanceAsync(begun.Id, 3, Now + Duration.FromMinutes(10), default);
        var taken = (await escalations.LeaseAsync(null, "b", Now, lease, default))!;
        Assert.Equal((3, Now + Duration.FromMinutes(10), EscalationState.Accepted, "lucia"), (taken.Place, taken.NotBefore, taken.State, taken.AcceptedBy));
        Assert.Equal((3, "how"), (await escalations.AttemptsAsync(begun.Id, default)).Select(attempt => (attempt.Place, attempt.Cancel)).Single());
        Assert.Equal(begun.Id, (await escalations.BeginAsync(new NewEscalation(begun.Folio, "ipaxes", null, "", "es-MX", Now), default)).Id);

        Assert.False(await escalations.ReopenAsync(begun.Id, null, default));
        Assert.True(await escalations.ReopenAsync(begun.Id, Now + Duration.FromMinutes(10), default));
        Assert.False(await escalations.ReopenAsync(begun.Id, null, default));
        Assert.True(await escalations.AcceptAsync(begun.Id, "diego", Now, default));
        Assert.False(await escalations.DismissAsync(begun.Id, "lucia", Now, default));
        await escalations.SettleAsync(begun.Id, default);
        await escalations.ReleaseAsync("b", default);
        Assert.Null(await escalations.LeaseAsync(null, "b", Now + lease, lease, default));
    }

    [SkippableFact]
    public async Task What_an_engineer_took_for_later_is_that_ones_to_take_up_before_and_nobody_elses()
    {
        await using var store = await OpenAsync();
        var escalations = store.Escalations;
        var (lease, later) = (Duration.FromSeconds(10), Now + Duration.FromMinutes(10));
        async Task<string> ForLaterAsync()
        {
            var begun = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
            Assert.True(await escalations.AcceptAsync(begun.Id, "lucia", Now, default));
            Assert.False(await escalations.TakeAsync(begun.Id, "lucia", "a", Now, lease, default));
            await escalations.AdvanceAsync(begun.Id, 0, later, default);
            Assert.False(await escalations.TakeAsync(begun.Id, "diego", "a", Now, lease, default));
            Assert.False(await escalations.DismissAsync(begun.Id, "diego", Now, default));
            return begun.Id;
        }

        var taken = await ForLaterAsync();
        Assert.True(Assert.Single(await escalations.UnfinishedAsync(default)).IsForLater);
        Assert.True(await escalations.TakeAsync(taken, "lucia", "a", Now, lease, default));
        Assert.False(await escalations.ReopenAsync(taken, later, default));
        Assert.False(Assert.Single(await escalations.UnfinishedAsync(default)).IsForLater);
        await escalations.SettleAsync(taken, default);
        Assert.True(await escalations.DismissAsync(await ForLaterAsync(), "lucia", Now, default));
    }

    [SkippableFact]
    public async Task Legs_that_stand_are_found_by_their_node_as_they_were_noted_last_until_they_have_ended()
    {
        await using var store = await OpenAsync();
        var ring = new StandingLeg("leg-a", "here", "lucia", "cancel", Now + Duration.FromSeconds(25));
        await store.Legs.NoteAsync(ring, default);
        await store.Legs.NoteAsync(ring with { LegId = "leg-b", Node = "there" }, default);
        Assert.Equal([ring], await store.Legs.OfNodeAsync("here", default));
        await store.Legs.NoteAsync(ring with { Ending = "bye", RingsUntil = null }, default);
        Assert.Equal([ring with { Ending = "bye", RingsUntil = null }], await store.Legs.OfNodeAsync("here", default));
        await store.Legs.NoteEndedAsync("leg-a", default);
        Assert.Empty(await store.Legs.OfNodeAsync("here", default));
        Assert.Single(await store.Legs.OfNodeAsync("there", default));
    }

    [SkippableFact]
    public async Task Who_phones_in_takes_what_is_open_or_ended_in_vain_with_its_lease_and_one_wins()
    {
        await using var store = await OpenAsync();
        var escalations = store.Escalations;
        var old = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true, RaisedAt = Now - Duration.FromDays(2) }, default)).Escalation!;
        var vain = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true, RaisedAt = Now - Duration.FromHours(1) }, default)).Escalation!;
        var open = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        Assert.True(await escalations.ExhaustAsync(old.Id, Now, default));
        Assert.True(await escalations.ExhaustAsync(vain.Id, Now, default));
        Assert.Equal([vain.Id, open.Id], (await escalations.UnacceptedAsync(Now - Duration.FromDays(1), default)).Select(found => found.Id));

        var lease = Duration.FromSeconds(10);
        Assert.NotNull(await escalations.LeaseAsync(open.Id, "a", Now, lease, default));
        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? escalations.TakeAsync(open.Id, $"engineer{i}", "b", Now, lease, default)
            : escalations.AcceptAsync(open.Id, $"engineer{i}", Now, default)));
        Assert.Single(won, wins => wins);
        Assert.False(await escalations.ExhaustAsync(open.Id, Now, default));

        Assert.True(await escalations.TakeAsync(vain.Id, "lucia", "b", Now, lease, default));
        Assert.False(await escalations.RenewAsync(vain.Id, "a", Now, lease, default));
        Assert.Null(await escalations.LeaseAsync(vain.Id, "a", Now, lease, default));
        Assert.True(await escalations.RenewAsync(vain.Id, "b", Now, lease, default));
        Assert.Empty(await escalations.UnacceptedAsync(Now - Duration.FromDays(1), default));
    }

    [SkippableFact]
    public async Task An_escalation_that_was_dismissed_is_over()
    {
        await using var store = await OpenAsync();
        var begun = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        Assert.True(await store.Escalations.DismissAsync(begun.Id, "lucia", Now, default));
        Assert.False(await store.Escalations.AcceptAsync(begun.Id, "diego", Now, default));
        Assert.Null(await store.Escalations.LeaseAsync(null, "a", Now, Duration.FromSeconds(1), default));
    }

    [SkippableFact]
    public async Task A_rota_with_turns_quiet_times_and_changes_is_found_as_it_was_kept()
    {
        await using var store = await OpenAsync();
        var turns = new Rotation(["lucia", "diego"], 2, RotationUnit.Month, new LocalDate(2026, 1, 31), new LocalTime(9, 30));
        var shift = new Shift(turns, [IsoDayOfWeek.Saturday], new LocalTime(18, 0), new LocalTime(8, 0), null, new LocalDate(2026, 12, 31));
        var rota = new Rota("guardia", DateTimeZoneProviders.Tzdb["America/Mexico_City"], [shift]);
        var desk = new EngineerTarget("+528183450001", [new QuietTime([IsoDayOfWeek.Sunday], new LocalTime(20, 0), new LocalTime(7, 0))]);
        var lucia = new Engineer("lucia", "Lucía", ["sip:lucia@127.0.0.1", desk], "es-MX");
        await store.Directory.ImportAsync(new DirectoryImport([], [], new Dictionary<string, string>(), [], [lucia], [rota]), default);

        var during = new Interval(Now, Now + Duration.FromHours(8));
        RotaChange[] changes =
        [
            new RotaChange.Replace("b", during, "lucia", "diego"),
            new RotaChange.Add("a", during, "eva"),
            new RotaChange.Remove("d", during, "diego"),
            new RotaChange.Schedule("c", during, [new RotaChange.Turn("eva", during), new RotaChange.Turn("diego", during)]),
        ];
        for (var i = 0; i < changes.Length; i++)
        {
            await store.RotaChanges.MakeAsync("guardia", changes[i], "ana", Now + Duration.FromSeconds(i), default);
        }

        Assert.True(await store.RotaChanges.CancelAsync("d", "ana", Now, default));
        Assert.False(await store.RotaChanges.CancelAsync("d", "ana", Now, default));
        Assert.False(await store.RotaChanges.CancelAsync("z", "ana", Now, default));

        var found = (await store.Rotas.RotaAsync("guardia", default))!;
        Assert.Equivalent(shift, Assert.Single(found.Shifts));
        Assert.Equal(["b", "a", "c"], found.Changes.Select(change => change.Id));
        Assert.Equal(changes[0], found.Changes[0]);
        Assert.Equal(changes[1], found.Changes[1]);
        Assert.Equivalent(changes[3], found.Changes[2]);
        Assert.Equal(["eva", "diego"], found.OnCallAt(Now));
        Assert.Equivalent(lucia, Assert.Single(await store.Rotas.EngineersAsync(default)));
        Assert.Empty((await store.Rotas.RotaAsync("another", default))?.Changes ?? []);
    }

    [SkippableFact]
    public async Task Legs_stand_until_they_end_and_those_of_a_finished_escalation_are_found_by_its_node_alone()
    {
        await using var store = await OpenAsync();
        var escalations = store.Escalations;
        var begun = (await store.Tickets.RaiseAsync(NewTicket() with { Escalate = true }, default)).Escalation!;
        await escalations.LeaseAsync(null, "a", Now, Duration.FromSeconds(10), default);
        await NoteAsync("one", "ringing", "cancel");
        await NoteAsync("one", "no-answer", null);
        await NoteAsync("two", "ringing", "cancel");
        await NoteAsync("two", "answered", "hang up");
        Assert.Empty(await escalations.StandingAsync("a", default));

        Assert.True(await escalations.DismissAsync(begun.Id, "lucia", Now, default));
        Assert.Empty(await escalations.StandingAsync("b", default));
        var standing = Assert.Single(await escalations.StandingAsync("a", default));
        Assert.Equal((begun.Id, "two", "answered", "hang up"), (standing.EscalationId, standing.LegId, standing.Outcome, standing.Cancel));

        await escalations.NoteEndedAsync(begun.Id, "two", default);
        Assert.Empty(await escalations.StandingAsync("a", default));

        Task NoteAsync(string leg, string outcome, string? how) =>
            escalations.NoteAttemptAsync(new EscalationAttempt(begun.Id, leg, "lucia", "sip:lucia@127.0.0.1", Now, outcome) { Cancel = how }, default);
    }
}
