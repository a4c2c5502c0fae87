using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain;

/// <summary>The repository's own lines, as a site reads them.</summary>
internal static class KnownLines
{
    public static LineBook Book { get; } = LineBook.Read(RepositoryFiles.Lines) is { IsGood: true } read
        ? read.Book
        : throw new InvalidDataException("The repository's line files are not good.");

    public static Line Ipaxes { get; } = Book.Find("ipaxes")!;
}
