namespace SupportLine.Domain.Tickets;

/// <summary>Contents of documents. Which ticket has which stands in its history.</summary>
public interface IDocumentStore
{
    /// <summary>Keeps a document, to be named by an answer or a form afterwards; one that is kept already is not kept twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is empty, or longer than <see cref="Document.MostBytes"/>.</exception>
    Task<Document> KeepAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>A document's bytes; null when there is none with this hash.</summary>
    Task<byte[]?> ReadAsync(string hash, CancellationToken ct);
}
