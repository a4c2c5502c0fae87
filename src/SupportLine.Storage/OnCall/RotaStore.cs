using Dapper;
using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.OnCall;

internal sealed class RotaStore(Database database) : IRotaStore, IRotaChanges
{
    private const string Rotas = "SELECT id, zone, shifts FROM rota WHERE CAST(@Id AS TEXT) IS NULL OR id = @Id ORDER BY id";

    /// <summary>The order in which they were made decides; two of one moment, their ids.</summary>
    private const string Changes = """
        SELECT id, rota_id, kind, from_at, until_at, engineer_id, by_id, turns FROM rota_change
        WHERE cancelled_at IS NULL AND (CAST(@Id AS TEXT) IS NULL OR rota_id = @Id)
        ORDER BY made_at, id
        """;

    private const string PutChange = """
        INSERT INTO rota_change (id, rota_id, kind, from_at, until_at, engineer_id, by_id, turns, made_by, made_at)
        VALUES (@Id, @RotaId, @Kind, @FromAt, @UntilAt, @EngineerId, @ById, @Turns, @By, @At)
        """;

    private const string CancelChange = """
        UPDATE rota_change SET cancelled_by = @By, cancelled_at = @At WHERE id = @Id AND cancelled_at IS NULL
        """;

    private const string Engineers = "SELECT id, name, targets, language, email FROM engineer ORDER BY id";

    public async Task<Rota?> RotaAsync(string id, CancellationToken ct) => (await ListAsync(id, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<Rota>> RotasAsync(CancellationToken ct) => await ListAsync(null, ct);

    public async Task<IReadOnlyList<Engineer>> EngineersAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<EngineerRow>(Engineers), ct);
        return [.. rows.Select(row => new Engineer(row.Id, row.Name, [.. Column.FromJson<TargetColumn[]>(row.Targets).Select(target => target.ToTarget())], row.Language) { Email = row.Email })];
    }

    public Task MakeAsync(string rotaId, RotaChange change, string by, Instant at, CancellationToken ct)
    {
        var row = RotaChangeRow.Of(rotaId, change);
        return database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                PutChange,
                new { row.Id, row.RotaId, row.Kind, row.FromAt, row.UntilAt, row.EngineerId, row.ById, row.Turns, By = by, At = Column.Of(at) },
                transaction),
            ct);
    }

    public async Task<bool> CancelAsync(string id, string by, Instant at, CancellationToken ct) => await database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(CancelChange, new { Id = id, By = by, At = Column.Of(at) }, transaction), ct) == 1;

    private async Task<List<Rota>> ListAsync(string? id, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<RotaRow>(Rotas, new { Id = id }), ct);
        var changes = (await database.ReadAsync(c => c.QueryAsync<RotaChangeRow>(Changes, new { Id = id }), ct)).ToLookup(change => change.RotaId, change => change.ToChange());
        return [.. rows.Select(row => new Rota(
            row.Id,
            DateTimeZoneProviders.Tzdb[row.Zone],
            [.. Column.FromJson<ShiftColumn[]>(row.Shifts).Select(shift => shift.ToShift())])
        {
            Changes = [.. changes[row.Id]],
        })];
    }

    private sealed class RotaRow
    {
        public required string Id { get; init; }

        public required string Zone { get; init; }

        public required string Shifts { get; init; }
    }

    private sealed class EngineerRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Targets { get; init; }

        public required string Language { get; init; }

        public string? Email { get; init; }
    }
}
