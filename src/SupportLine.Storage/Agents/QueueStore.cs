using Dapper;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Agents;

internal sealed class QueueStore(Database database) : IQueueStore
{
    private const string Join = """
        INSERT INTO queue_wait (id, line_id, call_id, folio, node, joined_at) VALUES (@Id, @LineId, @CallId, @Folio, @Node, @JoinedAt)
        """;

    private const string Leave = """
        UPDATE queue_wait SET left_at = @At, outcome = @Outcome, agent_id = @AgentId, rung_at = @RungAt WHERE id = @Id AND left_at IS NULL
        """;

    private const string Talked = "UPDATE queue_wait SET talked_until = @Until WHERE id = @Id";

    private const string LastTalks = """
        SELECT talked_until - COALESCE(rung_at, left_at) FROM queue_wait
        WHERE line_id = @LineId AND talked_until IS NOT NULL ORDER BY talked_until DESC LIMIT @Most
        """;

    private const string Waits = """
        SELECT id, line_id, call_id, folio, joined_at, left_at, outcome, agent_id, talked_until FROM queue_wait
        WHERE joined_at >= @From AND joined_at < @Until ORDER BY joined_at, id
        """;

    private const string CutOff = "UPDATE queue_wait SET left_at = @At, outcome = @Outcome WHERE node = @Node AND left_at IS NULL";

    public Task JoinAsync(QueueWait wait, string node, CancellationToken ct) => database.ExecuteAsync(
        Join, new { wait.Id, wait.LineId, wait.CallId, wait.Folio, Node = node, JoinedAt = Column.Of(wait.JoinedAt) }, ct);

    public Task LeaveAsync(string id, QueueOutcome outcome, string? agentId, Instant? rungAt, Instant at, CancellationToken ct) => database.ExecuteAsync(
        Leave, new { Id = id, Outcome = outcome.ToString(), AgentId = agentId, RungAt = Column.Of(rungAt), At = Column.Of(at) }, ct);

    public Task TalkedAsync(string id, Instant until, CancellationToken ct) => database.ExecuteAsync(Talked, new { Id = id, Until = Column.Of(until) }, ct);

    public async Task<IReadOnlyList<Duration>> LastTalksAsync(string lineId, int most, CancellationToken ct) =>
        [.. (await database.ReadAsync(c => c.QueryAsync<long>(LastTalks, new { LineId = lineId, Most = most }), ct)).Select(Duration.FromTicks)];

    public async Task<IReadOnlyList<QueueWait>> WaitsAsync(Interval during, CancellationToken ct)
    {
        var parameters = new { From = Column.Of(during.Start), Until = Column.Of(during.End) };
        return [.. (await database.ReadAsync(c => c.QueryAsync<Row>(Waits, parameters), ct)).Select(row => row.ToWait())];
    }

    public Task CutOffAsync(string node, Instant at, CancellationToken ct) =>
        database.ExecuteAsync(CutOff, new { Node = node, At = Column.Of(at), Outcome = nameof(QueueOutcome.CutOff) }, ct);

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string LineId { get; init; }

        public required string CallId { get; init; }

        public required string Folio { get; init; }

        public long JoinedAt { get; init; }

        public long? LeftAt { get; init; }

        public string? Outcome { get; init; }

        public string? AgentId { get; init; }

        public long? TalkedUntil { get; init; }

        public QueueWait ToWait() => new(Id, LineId, CallId, Folio, Column.Instant(JoinedAt))
        {
            LeftAt = Column.Instant(LeftAt),
            Outcome = Outcome is null ? null : Enum.Parse<QueueOutcome>(Outcome),
            AgentId = AgentId,
            TalkedUntil = Column.Instant(TalkedUntil),
        };
    }
}
