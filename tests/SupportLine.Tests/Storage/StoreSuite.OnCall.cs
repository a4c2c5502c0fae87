using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Storage;

public abstract partial class StoreSuite
{
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
