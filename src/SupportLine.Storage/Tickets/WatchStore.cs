using Dapper;
using NodaTime;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Tickets;

internal sealed class WatchStore(Database database, TicketHistory history) : IWatchStore
{
    /// <summary>The first that is due and nobody holds; PostgreSQL passes over rows that another node is just taking.</summary>
    private const string Due = "SELECT folio FROM ticket_watch WHERE due_at <= @Now AND lease_until < @RealNow ORDER BY due_at, folio LIMIT 1";

    private const string Lease = """
        UPDATE ticket_watch SET lease_node = @Node, lease_until = @Until WHERE folio = @Folio AND lease_until < @RealNow
        """;

    private const string Seen = "SELECT COALESCE(MAX(seq), 0) FROM ticket_event WHERE folio = @Folio";

    private const string SetDue = "UPDATE ticket SET due_at = @DueAt WHERE folio = @Folio";

    private const string Release = """
        UPDATE ticket_watch SET due_at = @Next, lease_node = NULL, lease_until = 0 WHERE folio = @Folio AND lease_node = @Node
        """;

    private const string Next = "SELECT MIN(due_at) FROM ticket_watch";

    public Task<TicketWatch?> LeaseAsync(string node, Instant now, Instant realNow, Duration lease, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var sql = database.IsPostgres ? Due + " FOR UPDATE SKIP LOCKED" : Due;
            var parameters = new { Now = Column.Of(now), RealNow = Column.Of(realNow) };
            if (await connection.ExecuteScalarAsync<string?>(sql, parameters, transaction) is not { } folio) return null;
            var taken = new { Folio = folio, Node = node, Until = Column.Of(realNow + lease), parameters.RealNow };
            return await connection.ExecuteAsync(Lease, taken, transaction) == 1 ? new TicketWatch(Folio.Parse(folio), node) : null;
        },
        ct);

    public Task<bool> SettleAsync(TicketWatch watch, int seen, TicketLook look, Instant at, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var folio = watch.Folio.Digits;

            // The ticket's row first, as whoever adds to its history takes it: neither waits for the other in a circle.
            await connection.ExecuteAsync(TicketSql.Touch, new { Folio = folio }, transaction);
            if (await connection.ExecuteScalarAsync<long>(Seen, new { Folio = folio }, transaction) != seen) return false;
            var released = new { Folio = folio, watch.Node, Next = Column.Of(look.Next) };
            if (await connection.ExecuteAsync(Release, released, transaction) == 0) return false;
            await connection.ExecuteAsync(SetDue, new { Folio = folio, DueAt = Column.Of(look.DueAt) }, transaction);
            if (look.Changes.Count > 0)
            {
                await history.AppendAsync(connection, transaction, watch.Folio, look.Changes, "system", callId: null, at);
            }

            return true;
        },
        ct);

    public async Task<Instant?> NextAsync(CancellationToken ct) =>
        Column.Instant(await database.ReadAsync(c => c.ExecuteScalarAsync<long?>(Next), ct));
}
