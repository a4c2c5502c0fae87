using System.Diagnostics.CodeAnalysis;

namespace SupportLine.Domain.Lines;

/// <summary>A folder of line files read: the book, or everything that is wrong.</summary>
/// <param name="Book">Null when there is a mistake.</param>
/// <param name="Mistakes">Empty when the book is good.</param>
public sealed record LineBookResult(LineBook? Book, IReadOnlyList<LineMistake> Mistakes)
{
    [MemberNotNullWhen(true, nameof(Book))]
    public bool IsGood => Book is not null;
}
