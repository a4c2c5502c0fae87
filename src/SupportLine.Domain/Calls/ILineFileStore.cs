using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Calls;

/// <summary>Line files as they were when decisions were made by them, by their content's hash.</summary>
public interface ILineFileStore
{
    /// <summary>Keeps one; one that is there already stays as it is.</summary>
    Task KeepAsync(LineSource source, CancellationToken ct);

    /// <summary>By <c>Line.ContentHash</c>; null when it was never used here.</summary>
    Task<LineSource?> FindAsync(string hash, CancellationToken ct);
}
