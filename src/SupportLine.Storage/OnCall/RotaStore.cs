using Dapper;
using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.OnCall;

internal sealed class RotaStore(Database database) : IRotaStore
{
    private const string Rotas = "SELECT id, zone, shifts FROM rota WHERE CAST(@Id AS TEXT) IS NULL OR id = @Id ORDER BY id";

    private const string Engineers = "SELECT id, name, targets, language FROM engineer ORDER BY id";

    public async Task<Rota?> RotaAsync(string id, CancellationToken ct) => (await ListAsync(id, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<Rota>> RotasAsync(CancellationToken ct) => await ListAsync(null, ct);

    public async Task<IReadOnlyList<Engineer>> EngineersAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<EngineerRow>(Engineers), ct);
        return [.. rows.Select(row => new Engineer(row.Id, row.Name, Column.FromJson<string[]>(row.Targets), row.Language))];
    }

    private async Task<List<Rota>> ListAsync(string? id, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<RotaRow>(Rotas, new { Id = id }), ct);
        return [.. rows.Select(row => new Rota(
            row.Id,
            DateTimeZoneProviders.Tzdb[row.Zone],
            [.. Column.FromJson<ShiftColumn[]>(row.Shifts).Select(shift => shift.ToShift())]))];
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
    }
}
