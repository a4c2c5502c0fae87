using System.Text;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Lines;

public sealed class LineBookTests
{
    private static readonly string Ipaxes = File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml"));

    private static readonly LineBook Book = LineBook.Of([("ipaxes.yaml", Read("ipaxes", Ipaxes))]).Book!;

    [Theory]
    [Trait("Clause", "IPX-18")]
    [InlineData("+528115225000")]
    [InlineData("528115225000")]
    [InlineData("00528115225000")]
    [InlineData("8115225000")]
    [InlineData("+52 81 1522-5000")]
    [InlineData("+528115225000;phone-context=example.com")]
    [InlineData("5000")]
    public void The_helpdesk_is_found_however_the_trunk_writes_its_number(string dialled) =>
        Assert.Equal("ipaxes", Book.Dialled(dialled)?.Id);

    [Theory]
    [InlineData("")]
    [InlineData("5001")]
    [InlineData("+528115225001")]
    [InlineData("15225000000000000000")]
    [InlineData("helpdesk")]
    [InlineData("+")]
    [InlineData("%00")]
    [InlineData("٥٠٠٠")]
    public void A_number_of_nobodys_finds_no_line(string dialled) => Assert.Null(Book.Dialled(dialled));

    [Fact]
    public void Two_lines_with_the_same_number_are_refused()
    {
        var other = Read("other", Ipaxes.Replace("folio-prefix: \"52\"", "folio-prefix: \"7\"", StringComparison.Ordinal));
        var result = LineBook.Of([("ipaxes.yaml", Book.Lines[0]), ("other.yaml", other)]);
        Assert.Null(result.Book);
        Assert.Equal(2, result.Mistakes.Count);
        Assert.All(result.Mistakes, mistake => Assert.Contains("is also answered by line ipaxes", mistake.Wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("52")]
    [InlineData("5")]
    [InlineData("521")]
    public void Folio_prefixes_that_can_not_be_told_apart_are_refused(string prefix)
    {
        var other = Read("other", Ipaxes
            .Replace("folio-prefix: \"52\"", $"folio-prefix: \"{prefix}\"", StringComparison.Ordinal)
            .Replace("\"+52 81 1522-5000\"", "\"+52 81 1522-5001\"", StringComparison.Ordinal)
            .Replace("number: \"5000\"", "number: \"5001\"", StringComparison.Ordinal));
        var mistake = Assert.Single(LineBook.Of([("ipaxes.yaml", Book.Lines[0]), ("other.yaml", other)]).Mistakes);
        Assert.Contains($"folio prefix {prefix} can not be told from 52 of line ipaxes", mistake.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folio_names_its_line()
    {
        Assert.Equal("ipaxes", Book.OfFolio(Folio.Of("52", 17))?.Id);
        Assert.Null(Book.OfFolio(Folio.Of("71", 17)));
    }

    [Fact]
    public void A_folder_without_a_line_is_told_so()
    {
        var folder = Directory.CreateTempSubdirectory("supportline-lines");
        try
        {
            var mistake = Assert.Single(LineBook.Read(folder.FullName).Mistakes);
            Assert.Equal("there is no line file", mistake.Wrong);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Line Read(string id, string content)
    {
        var result = LineFile.Read($"{id}.yaml", Encoding.UTF8.GetBytes(content));
        Assert.Empty(result.Mistakes);
        return result.Line!;
    }
}
