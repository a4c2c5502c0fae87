namespace SupportLine.Domain.Lines;

/// <summary>A line file's bytes, with those of the files beside it that it names: all that its hash is made of.</summary>
/// <param name="LineId">The line's id.</param>
/// <param name="Hash"><c>Line.ContentHash</c>.</param>
/// <param name="Content">The file.</param>
/// <param name="Beside">By name.</param>
public sealed record LineSource(string LineId, string Hash, byte[] Content, IReadOnlyDictionary<string, byte[]> Beside)
{
    /// <summary>The line that it is; null when this program no longer understands it.</summary>
    public Line? ToLine() => LineFile.Restore(this);
}
