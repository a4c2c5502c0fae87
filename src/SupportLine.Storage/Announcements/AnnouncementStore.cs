using Dapper;
using NodaTime;
using SupportLine.Domain.Announcements;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Announcements;

internal sealed class AnnouncementStore(Database database) : IAnnouncementStore
{
    private const string Columns = "id, line_id, kind, words, recording, told_from, told_until, page";

    private const string Insert = $"""
        INSERT INTO announcement ({Columns}) VALUES (@Id, @LineId, @Kind, @Words, @Recording, @ToldFrom, @ToldUntil, @Page)
        """;

    private const string Close = "UPDATE announcement SET told_until = @At WHERE id = @Id AND (told_until IS NULL OR told_until > @At)";

    private const string Open = $"""
        SELECT {Columns} FROM announcement
        WHERE line_id = @LineId AND told_from <= @At AND (told_until IS NULL OR told_until > @At)
        ORDER BY told_from, id
        """;

    private const string List = $"SELECT {Columns} FROM announcement ORDER BY told_from DESC, id";

    public Task AddAsync(Announcement announcement, CancellationToken ct) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            Insert,
            new
            {
                announcement.Id,
                announcement.LineId,
                Kind = announcement.Kind.ToString(),
                Words = Column.Json(announcement.Text),
                announcement.Recording,
                ToldFrom = Column.Of(announcement.From),
                ToldUntil = Column.Of(announcement.Until),
                announcement.Page,
            },
            transaction),
        ct);

    public async Task<bool> CloseAsync(string id, Instant at, CancellationToken ct) => await database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(Close, new { Id = id, At = Column.Of(at) }, transaction), ct) == 1;

    public async Task<IReadOnlyList<Announcement>> OpenAsync(string lineId, Instant at, CancellationToken ct) =>
        await RowsAsync(Open, new { LineId = lineId, At = Column.Of(at) }, ct);

    public async Task<IReadOnlyList<Announcement>> ListAsync(CancellationToken ct) => await RowsAsync(List, new { }, ct);

    private async Task<List<Announcement>> RowsAsync(string sql, object parameters, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(sql, parameters), ct);
        return [.. rows.Select(row => new Announcement(
            row.Id,
            row.LineId,
            Enum.Parse<AnnouncementKind>(row.Kind),
            Column.FromJson<Dictionary<string, string>>(row.Words),
            row.Recording,
            Column.Instant(row.ToldFrom),
            Column.Instant(row.ToldUntil))
        {
            Page = row.Page,
        })];
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string LineId { get; init; }

        public required string Kind { get; init; }

        public required string Words { get; init; }

        public string? Recording { get; init; }

        public long ToldFrom { get; init; }

        public long? ToldUntil { get; init; }

        public string? Page { get; init; }
    }
}
