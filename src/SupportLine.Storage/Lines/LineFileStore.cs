using Dapper;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Lines;

internal sealed class LineFileStore(Database database) : ILineFileStore
{
    private const string Insert = """
        INSERT INTO line_file (hash, line_id, content, beside) VALUES (@Hash, @LineId, @Content, @Beside) ON CONFLICT (hash) DO NOTHING
        """;

    private const string Find = "SELECT hash, line_id, content, beside FROM line_file WHERE hash = @Hash";

    public Task KeepAsync(LineSource source, CancellationToken ct) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            Insert,
            new { source.Hash, source.LineId, Content = Convert.ToBase64String(source.Content), Beside = Column.Json(source.Beside) },
            transaction),
        ct);

    public async Task<LineSource?> FindAsync(string hash, CancellationToken ct) =>
        await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<Row>(Find, new { Hash = hash }), ct) is { } row
            ? new LineSource(row.LineId, row.Hash, Convert.FromBase64String(row.Content), Column.FromJson<Dictionary<string, byte[]>>(row.Beside))
            : null;

    private sealed class Row
    {
        public required string Hash { get; init; }

        public required string LineId { get; init; }

        public required string Content { get; init; }

        public required string Beside { get; init; }
    }
}
