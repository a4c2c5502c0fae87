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
        var taken = (await escalations.LeaseAsync(null, "b", Now, lease, default))!;
        Assert.Equal((3, Now + Duration.FromMinutes(10), EscalationState.Accepted, "lucia"), (taken.Place, taken.NotBefore, taken.State, taken.AcceptedBy));
        Assert.Equal((3, "how"), (await escalations.AttemptsAsync(begun.Id, default)).Select(attempt => (attempt.Place, attempt.Cancel)).Single());
        Assert.Equal(begun.Id, (await escalations.BeginAsync(new NewEscalation(begun.Folio, "ipaxes", null, "", "es-MX", Now), default)).Id);

        Assert.True(await escalations.ReopenAsync(begun.Id, default));
        Assert.False(await escalations.ReopenAsync(begun.Id, default));
        Assert.True(await escalations.AcceptAsync(begun.Id, "diego", Now, default));
        Assert.False(await escalations.DismissAsync(begun.Id, "lucia", Now, default));
        await escalations.SettleAsync(begun.Id, default);
        await escalations.ReleaseAsync("b", default);
        Assert.Null(await escalations.LeaseAsync(null, "b", Now + lease, lease, default));
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
}
