using Dapper;
using NodaTime;
using SupportLine.Domain.Bans;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Bans;

internal sealed class BanStore(Database database) : IBanStore
{
    private const string Put = """
        INSERT INTO ban (source, until, why) VALUES (@Source, @Until, @Why)
        ON CONFLICT (source) DO UPDATE SET until = excluded.until, why = excluded.why
        """;

    private const string Lift = "DELETE FROM ban WHERE source = @Source";

    private const string DeleteEnded = "DELETE FROM ban WHERE until <= @At";

    private const string CountEnded = "SELECT COUNT(*) FROM ban WHERE until <= @At";

    private const string InForce = "SELECT source, until, why FROM ban WHERE until > @At ORDER BY until DESC, source";

    public Task PutAsync(BannedSource ban, CancellationToken ct) =>
        database.ExecuteAsync(Put, new { ban.Source, Until = Column.Of(ban.Until), ban.Why }, ct);

    public async Task<bool> LiftAsync(string source, CancellationToken ct) => await database.ExecuteAsync(Lift, new { Source = source }, ct) == 1;

    public async Task<IReadOnlyList<BannedSource>> InForceAsync(Instant at, CancellationToken ct)
    {
        var now = new { At = Column.Of(at) };

        // It is asked every few seconds, and has something to delete once in a while.
        if (await database.ReadAsync(c => c.ExecuteScalarAsync<long>(CountEnded, now), ct) > 0) await database.ExecuteAsync(DeleteEnded, now, ct);
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(InForce, now), ct);
        return [.. rows.Select(row => new BannedSource(row.Source, Column.Instant(row.Until), row.Why))];
    }

    private sealed class Row
    {
        public required string Source { get; init; }

        public long Until { get; init; }

        public required string Why { get; init; }
    }
}
