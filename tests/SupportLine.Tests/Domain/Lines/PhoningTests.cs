using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

/// <summary>Which numbers a line phones that its callers left.</summary>
public sealed class PhoningTests
{
    private static readonly Line Line = KnownLines.Ipaxes;

    [Theory]
    [InlineData("+528112345678", true)]
    [InlineData("8112345678", true)]
    [InlineData("+529001234567", false)]
    [InlineData("+34612345678", false)]
    [InlineData("+12125550123", false)]
    [InlineData("+8816123456789", false)]
    [InlineData("1234", true)]
    [InlineData("maria1", false)]
    [InlineData("", false)]
    public void Without_a_word_of_its_file_it_phones_the_countries_of_its_own(string number, bool may) => Assert.Equal(may, Line.MayPhoneBack(number));

    [Theory]
    [InlineData("+12125550123", true)]
    [InlineData("+18765551234", false)]
    [InlineData("+528112345678", true)]
    public void The_country_of_a_number_that_it_answers_is_one_of_them_and_none_that_shares_its_code(string number, bool may) =>
        Assert.Equal(may, (Line with { Region = "US" }).MayPhoneBack(number));

    [Theory]
    [InlineData("+34612345678", true)]
    [InlineData("+528112345678", false)]
    public void Where_its_file_names_beginnings_they_hold(string number, bool may) =>
        Assert.Equal(may, (Line with { Routing = Line.Routing with { CallBackPrefixes = ["+34"] } }).MayPhoneBack(number));
}
