using FsCheck.Xunit;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class FolioTests
{
    [Fact]
    public void A_folio_is_the_prefix_the_running_number_and_a_check_digit()
    {
        var folio = Folio.Of("52", 17);
        Assert.Equal(8, folio.Digits.Length);
        Assert.StartsWith("5200017", folio.Digits, StringComparison.Ordinal);
        Assert.Equal(10, Folio.Of("52", 1_234_567).Digits.Length);
    }

    [Fact]
    public void The_check_digit_is_the_one_of_the_published_example() => Assert.Equal('4', Damm.CheckDigit("572"));

    [Property(MaxTest = 200)]
    public bool A_folio_mistyped_by_one_digit_is_refused(ushort number)
    {
        var digits = Folio.Of("52", number + 1L).Digits;
        return Enumerable.Range(0, digits.Length).All(place => Enumerable.Range('0', 10)
            .Where(digit => digit != digits[place])
            .All(digit => !Folio.TryParse(digits[..place] + (char)digit + digits[(place + 1)..], out _)));
    }

    [Property(MaxTest = 200)]
    public bool A_folio_with_two_neighbours_swapped_is_refused(ushort number)
    {
        var digits = Folio.Of("52", number + 1L).Digits;
        return Enumerable.Range(0, digits.Length - 1).Where(place => digits[place] != digits[place + 1])
            .All(place => !Folio.TryParse(digits[..place] + digits[place + 1] + digits[place] + digits[(place + 2)..], out _));
    }

    [Property]
    public bool A_folio_is_read_back(ushort number) =>
        Folio.TryParse(Folio.Of("52", number + 1L).Digits, out var read) && read == Folio.Of("52", number + 1L);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("52")]
    [InlineData("5200017*")]
    [InlineData("٥٢٠٠٠١٧٠")]
    [InlineData("00000000000000000")]
    public void What_is_no_folio_is_refused(string? keyed) => Assert.False(Folio.TryParse(keyed, out _));
}
