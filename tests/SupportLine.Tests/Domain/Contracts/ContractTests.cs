using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Tests.Domain.Contracts;

public sealed class ContractTests
{
    private static readonly Contract Year = new("100200", "aceros", "ipaxes", "pbx", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31));

    [Theory]
    [InlineData("2025-12-31T23:59:59-06", false)]
    [InlineData("2026-01-01T00:00:00-06", true)]
    [InlineData("2026-12-31T23:59:59-06", true)]
    [InlineData("2027-01-01T00:00:00-06", false)]
    public void A_contract_entitles_from_its_first_day_to_its_last(string at, bool inForce) =>
        Assert.Equal(inForce, Year.IsInForce(Moment.At(at), DateTimeZoneProviders.Tzdb["America/Mexico_City"]));

    [Fact]
    public void The_one_in_force_counts_before_one_that_lapsed_or_is_to_come()
    {
        var lapsed = Year with { Number = "1", From = Year.From.PlusYears(-1), Until = Year.Until.PlusYears(-1) };
        var renewed = Year with { Number = "2", From = Year.From.PlusYears(1), Until = Year.Until.PlusYears(1) };
        var day = new LocalDate(2026, 6, 1);
        Assert.Equal(Year, Contract.Current([lapsed, renewed, Year], day));
        Assert.Equal(lapsed, Contract.Current([lapsed], day));
        Assert.Null(Contract.Current([], day));
    }
}
