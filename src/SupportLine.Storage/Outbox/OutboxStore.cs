using Dapper;
using NodaTime;
using SupportLine.Domain.Outbox;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Outbox;

internal sealed class OutboxStore(Database database) : IOutbox
{
    public Task AddAsync(IReadOnlyList<Notification> notifications, Instant realNow, CancellationToken ct) => database.WriteAsync(
        (connection, transaction) => OutboxWriter.WriteAsync(connection, transaction, notifications, realNow), ct);

    public Task<OutboxEntry?> LeaseAsync(string lane, string node, Instant realNow, Duration lease, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var now = Column.Of(realNow);
            var sql = database.IsPostgres ? OutboxSql.Due + " FOR UPDATE SKIP LOCKED" : OutboxSql.Due;
            if (await connection.ExecuteScalarAsync<long?>(sql, new { Lane = lane, Now = now }, transaction) is not { } number) return null;
            var taken = new { Number = number, Node = node, Now = now, Until = Column.Of(realNow + lease) };
            return (await connection.QuerySingleOrDefaultAsync<Row>(OutboxSql.Lease, taken, transaction))?.ToEntry();
        },
        ct);

    public async Task<bool> SettleAsync(OutboxEntry entry, string node, OutboxState state, Instant dueAt, string? error, Instant realNow, CancellationToken ct)
    {
        var row = new { entry.Number, Node = node, State = state.ToString(), DueAt = Column.Of(dueAt), Error = error, Now = Column.Of(realNow) };
        return await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(OutboxSql.Settle, row, transaction), ct) == 1;
    }

    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxState? state, int limit, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(OutboxSql.List, new { State = state?.ToString(), Limit = limit }), ct);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async Task<bool> RetryAsync(long number, Instant realNow, CancellationToken ct) => await database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(OutboxSql.Retry, new { Number = number, Now = Column.Of(realNow) }, transaction), ct) == 1;

    public Task<int> PruneAsync(Instant sentBefore, CancellationToken ct) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(OutboxSql.Prune, new { Before = Column.Of(sentBefore) }, transaction), ct);

    private sealed class Row
    {
        public long Number { get; init; }

        public required string Id { get; init; }

        public required string Notification { get; init; }

        public long CreatedAt { get; init; }

        public required string State { get; init; }

        public long Attempts { get; init; }

        public long DueAt { get; init; }

        public long Since { get; init; }

        public string? Error { get; init; }

        public OutboxEntry ToEntry() => new(
            Number,
            Id,
            Column.FromJson<Notification>(Notification),
            Column.Instant(CreatedAt),
            Enum.Parse<OutboxState>(State),
            (int)Attempts,
            Column.Instant(DueAt),
            Column.Instant(Since),
            Error);
    }
}
