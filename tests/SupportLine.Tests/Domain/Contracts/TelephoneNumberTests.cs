using SupportLine.Domain.Contracts;

namespace SupportLine.Tests.Domain.Contracts;

public sealed class TelephoneNumberTests
{
    [Theory]
    [InlineData("+52 81 8345 0101", "MX", "+528183450101")]
    [InlineData("8183450101", "MX", "+528183450101")]
    [InlineData("(81) 8345-0101", "MX", "+528183450101")]
    [InlineData("528183450101", "MX", "+528183450101")]
    [InlineData("00528183450101", "MX", "+528183450101")]
    [InlineData("0170189900", "FR", "+33170189900")]
    [InlineData("0033170189900", "FR", "+33170189900")]
    [InlineData("33170189900", "FR", "+33170189900")]
    [InlineData("+33170189900", "MX", "+33170189900")]
    [InlineData("0461 1715112", "IT", "+3904611715112")]
    [InlineData("2025550123", "US", "+12025550123")]
    public void A_number_is_E164_however_it_is_written(string written, string region, string e164) =>
        Assert.Equal(e164, TelephoneNumber.ToE164(written, region));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("5000")]
    [InlineData("12")]
    [InlineData("anonymous")]
    [InlineData("+")]
    [InlineData("00")]
    [InlineData("99999999999999999999")]
    public void What_is_no_number_of_the_public_network_is_none(string? written) =>
        Assert.Null(TelephoneNumber.ToE164(written, "MX"));

    [Theory]
    [InlineData("+528183450101", "MX", "8183450101")]
    [InlineData("+33170189900", "MX", "+33170189900")]
    public void A_number_is_said_in_the_form_of_its_country(string e164, string region, string said) =>
        Assert.Equal(said, TelephoneNumber.ToNational(e164, region));

    [Theory]
    [InlineData("+528183450101", "+528183450101")]
    [InlineData("528183450101", "+528183450101")]
    [InlineData("8183450101;cpc=ordinary", "+528183450101")]
    [InlineData("Anonymous", "")]
    [InlineData("restricted", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("101", "101")]
    [InlineData("maria", "maria")]
    public void A_caller_is_a_number_an_extension_or_withheld(string? user, string number) =>
        Assert.Equal(number, CallerNumber.Normalise(user, "MX"));
}
