using Dapper;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Agents;

internal sealed class CallBackStore(Database database) : ICallBackStore
{
    private const string Columns = "id, folio, line_id, call_id, number, product, language, joined_at, place, due_at, attempts, state";

    private const string Keep = """
        INSERT INTO call_back (id, folio, line_id, call_id, number, product, language, joined_at, place, due_at, attempts, state, lease_until)
        VALUES (@Id, @Folio, @LineId, @CallId, @Number, @Product, @Language, @JoinedAt, @Place, @DueAt, @Attempts, @State, 0)
        """;

    /// <summary>The first place nobody holds; PostgreSQL passes over rows that another node is just taking.</summary>
    private const string Due = """
        SELECT id FROM call_back WHERE state = 'Open' AND due_at <= @Now AND lease_until < @RealNow ORDER BY place, id LIMIT 1
        """;

    private const string Lease = $"""
        UPDATE call_back SET lease_node = @Node, lease_until = @Until WHERE id = @Id AND state = 'Open' AND lease_until < @RealNow
        RETURNING {Columns}
        """;

    private const string Renew = "UPDATE call_back SET lease_until = @Until WHERE id = @Id AND lease_node = @Node AND state = 'Open'";

    private const string Release = "UPDATE call_back SET lease_until = 0 WHERE lease_node = @Node AND state = 'Open'";

    private const string PutOff = "UPDATE call_back SET due_at = @DueAt, attempts = @Attempts, lease_until = 0 WHERE id = @Id";

    private const string Close = "UPDATE call_back SET state = @State, lease_until = 0 WHERE id = @Id AND state = 'Open'";

    private const string Open = $"SELECT {Columns} FROM call_back WHERE state = 'Open' ORDER BY place, id";

    public Task KeepAsync(CallBack callBack, CancellationToken ct) => database.ExecuteAsync(
        Keep,
        new
        {
            callBack.Id,
            Folio = callBack.Folio.Digits,
            callBack.Call.LineId,
            callBack.CallId,
            callBack.Number,
            callBack.Call.Product,
            callBack.Call.Language,
            JoinedAt = Column.Of(callBack.Call.JoinedAt),
            Place = Column.Of(callBack.Call.Place),
            DueAt = Column.Of(callBack.DueAt),
            callBack.Attempts,
            State = callBack.State.ToString(),
        },
        ct);

    public Task<CallBack?> LeaseAsync(string node, Instant now, Instant realNow, Duration lease, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var parameters = new { Now = Column.Of(now), RealNow = Column.Of(realNow) };
            var sql = database.IsPostgres ? Due + " FOR UPDATE SKIP LOCKED" : Due;
            if (await connection.ExecuteScalarAsync<string?>(sql, parameters, transaction) is not { } id) return null;
            var row = await connection.QuerySingleOrDefaultAsync<Row>(
                Lease, new { Id = id, Node = node, parameters.RealNow, Until = Column.Of(realNow + lease) }, transaction);
            return row?.ToCallBack();
        },
        ct);

    public async Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct) =>
        await database.ExecuteAsync(Renew, new { Id = id, Node = node, Until = Column.Of(realNow + lease) }, ct) == 1;

    public Task ReleaseAsync(string node, CancellationToken ct) => database.ExecuteAsync(Release, new { Node = node }, ct);

    public Task PutOffAsync(string id, Instant dueAt, int attempts, CancellationToken ct) =>
        database.ExecuteAsync(PutOff, new { Id = id, DueAt = Column.Of(dueAt), Attempts = attempts }, ct);

    public Task CloseAsync(string id, CallBackState state, CancellationToken ct) => database.ExecuteAsync(Close, new { Id = id, State = state.ToString() }, ct);

    public async Task<IReadOnlyList<CallBack>> OpenAsync(CancellationToken ct) =>
        [.. (await database.ReadAsync(c => c.QueryAsync<Row>(Open), ct)).Select(row => row.ToCallBack())];

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Folio { get; init; }

        public required string LineId { get; init; }

        public required string CallId { get; init; }

        public required string Number { get; init; }

        public string? Product { get; init; }

        public required string Language { get; init; }

        public long JoinedAt { get; init; }

        public long Place { get; init; }

        public long DueAt { get; init; }

        public long Attempts { get; init; }

        public required string State { get; init; }

        public CallBack ToCallBack() => new(
            Id,
            Domain.Tickets.Folio.Parse(Folio),
            CallId,
            Number,
            new QueuedCall(Id, LineId, Product, Language, Column.Instant(JoinedAt), Column.Instant(Place)),
            Column.Instant(DueAt),
            (int)Attempts,
            Enum.Parse<CallBackState>(State));
    }
}
