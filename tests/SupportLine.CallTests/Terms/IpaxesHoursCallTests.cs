using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the helpdesk's own number around opening and closing.</summary>
public sealed class IpaxesHoursCallTests
{
    [Theory]
    [InlineData("2026-03-10T08:29:30-06:00", false)]
    [InlineData("2026-03-10T08:30:30-06:00", true)]
    [InlineData("2026-03-10T17:29:00-06:00", true)]
    [InlineData("2026-03-10T17:30:00-06:00", false)]
    [InlineData("2026-03-14T12:00:00-06:00", false)]
    [Trait("Clause", "IPX-02")]
    [Trait("Clause", "IPX-18")]
    public async Task The_helpdesk_number_says_whether_support_is_open(string at, bool open)
    {
        await using var site = await TermsSite.StartAsync("ipaxes", at, contracts: TermsSite.Contract("ipaxes", "pbx"));
        await using var phone = await site.CallsAsync("+528115225000");
        await phone.GoesAsync("en", ("language.press.2", "2"), ("ipaxes.welcome", ""));
        await phone.HearsAsync(open ? "identify.known-number" : "closed.message", "en");
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
        Assert.Equal(!open, (await site.StoryAsync()).Contains("outside support hours", StringComparison.Ordinal));
    }
}
