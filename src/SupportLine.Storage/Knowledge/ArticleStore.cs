using Dapper;
using SupportLine.Domain.Knowledge;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Knowledge;

internal sealed class ArticleStore(Database database) : IArticleStore
{
    private const string Put = """
        INSERT INTO article (line_id, id, language, title, text) VALUES (@LineId, @Id, @Language, @Title, @Text)
        ON CONFLICT (line_id, id) DO UPDATE SET language = excluded.language, title = excluded.title, text = excluded.text
        """;

    private const string Remove = "DELETE FROM article WHERE line_id = @LineId AND id = @Id";

    private const string List = "SELECT id, line_id, language, title, text FROM article WHERE line_id = @LineId ORDER BY id";

    public Task PutAsync(Article article, CancellationToken ct) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Put, article, transaction), ct);

    public async Task<bool> RemoveAsync(string lineId, string id, CancellationToken ct) => await database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(Remove, new { LineId = lineId, Id = id }, transaction), ct) == 1;

    public async Task<IReadOnlyList<Article>> ListAsync(string lineId, CancellationToken ct) =>
        [.. await database.ReadAsync(c => c.QueryAsync<Article>(List, new { LineId = lineId }), ct)];
}
