using Dapper;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Calls;

internal sealed class CallStore(Database database, CallJournal journal) : ICallStore
{
    private const string Columns = "id, line_id, dialled, caller_number, started_at, ended_at, ending";

    private const string End = "UPDATE call SET ending = @Ending, ended_at = @At WHERE id = @Id AND ending IS NULL";

    private const string Find = $"SELECT {Columns} FROM call WHERE id = @Id";

    private const string List = $"""
        SELECT {Columns} FROM call WHERE CAST(@LineId AS TEXT) IS NULL OR line_id = @LineId ORDER BY started_at DESC, id DESC LIMIT @Limit
        """;

    private const string Unended = $"SELECT {Columns} FROM call WHERE node = @Node AND ending IS NULL ORDER BY started_at";

    private const string Events = "SELECT call_id, seq, at, kind, detail FROM call_event WHERE call_id = @Id ORDER BY seq";

    public Task OpenAsync(CallRecord call, string node, CancellationToken ct) =>
        journal.OpenAsync(new CallJournal.Opening(call.Id, call.LineId, call.Dialled, call.CallerNumber, Column.Of(call.StartedAt), node), ct);

    public ValueTask AppendAsync(string callId, Instant at, string kind, string detail)
    {
        journal.Append(callId, at, kind, detail);
        return ValueTask.CompletedTask;
    }

    public async Task<bool> EndAsync(string callId, CallEnding ending, Instant at, CancellationToken ct) => await journal.EndAsync(
        callId,
        (connection, transaction) => connection.ExecuteAsync(End, new { Id = callId, Ending = ending.ToString(), At = Column.Of(at) }, transaction),
        ct) == 1;

    public async Task<CallRecord?> FindAsync(string callId, CancellationToken ct)
    {
        await journal.FlushAsync(callId, ct);
        return (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Row>(Find, new { Id = callId }), ct))?.ToRecord();
    }

    public async Task<IReadOnlyList<CallEvent>> EventsAsync(string callId, CancellationToken ct)
    {
        await journal.FlushAsync(callId, ct);
        var rows = await database.ReadAsync(connection => connection.QueryAsync<EventRow>(Events, new { Id = callId }), ct);
        return [.. rows.Select(row => new CallEvent(row.CallId, (int)row.Seq, Column.Instant(row.At), row.Kind, row.Detail))];
    }

    public async Task<IReadOnlyList<CallRecord>> ListAsync(string? lineId, int limit, CancellationToken ct) =>
        await RowsAsync(List, new { LineId = lineId, Limit = limit }, ct);

    public async Task<IReadOnlyList<CallRecord>> UnendedAsync(string node, CancellationToken ct) =>
        await RowsAsync(Unended, new { Node = node }, ct);

    private async Task<List<CallRecord>> RowsAsync(string sql, object parameters, CancellationToken ct)
    {
        await journal.FlushAsync(ct);
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters), ct);
        return [.. rows.Select(row => row.ToRecord())];
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public string? LineId { get; init; }

        public required string Dialled { get; init; }

        public required string CallerNumber { get; init; }

        public long StartedAt { get; init; }

        public long? EndedAt { get; init; }

        public string? Ending { get; init; }

        public CallRecord ToRecord() => new(
            Id,
            LineId,
            Dialled,
            CallerNumber,
            Column.Instant(StartedAt),
            Column.Instant(EndedAt),
            Ending is null ? null : Enum.Parse<CallEnding>(Ending));
    }

    private sealed class EventRow
    {
        public required string CallId { get; init; }

        public long Seq { get; init; }

        public long At { get; init; }

        public required string Kind { get; init; }

        public required string Detail { get; init; }
    }
}
