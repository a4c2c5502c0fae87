using Dapper;
using SupportLine.Domain.OnCall;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.OnCall;

internal sealed class StandingLegStore(Database database) : IStandingLegStore
{
    private const string Note = """
        INSERT INTO standing_leg (leg_id, node, engineer_id, ending, rings_until) VALUES (@LegId, @Node, @EngineerId, @Ending, @RingsUntil)
        ON CONFLICT (leg_id) DO UPDATE SET ending = excluded.ending, rings_until = excluded.rings_until
        """;

    private const string End = "DELETE FROM standing_leg WHERE leg_id = @LegId";

    private const string Columns = "leg_id, node, engineer_id, ending, rings_until";

    private const string Find = $"SELECT {Columns} FROM standing_leg WHERE leg_id = @LegId";

    private const string OfNode = $"SELECT {Columns} FROM standing_leg WHERE node = @Node ORDER BY leg_id";

    public Task NoteAsync(StandingLeg leg, CancellationToken ct) => database.ExecuteAsync(
        Note, new { leg.LegId, leg.Node, leg.EngineerId, leg.Ending, RingsUntil = Column.Of(leg.RingsUntil) }, ct);

    public Task NoteEndedAsync(string legId, CancellationToken ct) => database.ExecuteAsync(End, new { LegId = legId }, ct);

    public async Task<StandingLeg?> FindAsync(string legId, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<Row>(Find, new { LegId = legId }), ct))?.ToLeg();

    public async Task<IReadOnlyList<StandingLeg>> OfNodeAsync(string node, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(OfNode, new { Node = node }), ct);
        return [.. rows.Select(row => row.ToLeg())];
    }

    private sealed class Row
    {
        public required string LegId { get; init; }

        public required string Node { get; init; }

        public required string EngineerId { get; init; }

        public required string Ending { get; init; }

        public long? RingsUntil { get; init; }

        public StandingLeg ToLeg() => new(LegId, Node, EngineerId, Ending, Column.Instant(RingsUntil));
    }
}
