using System.Diagnostics.CodeAnalysis;

namespace SupportLine.Domain.Lines;

/// <summary>A line file read: the line, or everything that is wrong with the file.</summary>
/// <param name="Line">Null when there is a mistake.</param>
/// <param name="Mistakes">In the order of the file; empty when the line is good.</param>
internal sealed record LineFileResult(Line? Line, IReadOnlyList<LineMistake> Mistakes)
{
    [MemberNotNullWhen(true, nameof(Line))]
    public bool IsGood => Line is not null;

    /// <summary>What it was read from; null when there is a mistake.</summary>
    public LineSource? Source { get; init; }
}
