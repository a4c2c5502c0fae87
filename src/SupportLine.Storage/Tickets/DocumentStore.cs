using System.Security.Cryptography;
using Dapper;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Tickets;

internal sealed class DocumentStore(Database database) : IDocumentStore
{
    private const string Insert = "INSERT INTO document (hash, content) VALUES (@Hash, @Content) ON CONFLICT (hash) DO NOTHING";

    private const string Find = "SELECT content FROM document WHERE hash = @Hash";

    public async Task<Document> KeepAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, Document.MostBytes, nameof(content));
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var row = new { Hash = hash, Content = Convert.ToBase64String(content.Span) };
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Insert, row, transaction), ct);
        return new Document(hash, name, mediaType, content.Length);
    }

    public async Task<byte[]?> ReadAsync(string hash, CancellationToken ct) =>
        await database.ReadAsync(c => c.ExecuteScalarAsync<string?>(Find, new { Hash = hash }), ct) is { } content
            ? Convert.FromBase64String(content)
            : null;
}
