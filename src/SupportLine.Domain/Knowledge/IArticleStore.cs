namespace SupportLine.Domain.Knowledge;

/// <summary>The articles of the knowledge bases, as stored.</summary>
public interface IArticleStore
{
    /// <summary>Adds an article, or puts it in place of the one with its id.</summary>
    Task PutAsync(Article article, CancellationToken ct);

    /// <summary>Takes one out; false when there is none.</summary>
    Task<bool> RemoveAsync(string lineId, string id, CancellationToken ct);

    /// <summary>Every article of a line, by id.</summary>
    Task<IReadOnlyList<Article>> ListAsync(string lineId, CancellationToken ct);
}
