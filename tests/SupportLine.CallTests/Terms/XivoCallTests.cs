using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the line of <c>lines/xivo.yaml</c>, in French.</summary>
public sealed class XivoCallTests
{
    [Theory]
    [InlineData("1", "solution.approved", "closed")]
    [InlineData("2", "solution.refused", "in-progress")]
    [Trait("Clause", "XIV-04")]
    [Trait("Clause", "XIV-08")]
    public async Task A_ticket_is_found_by_its_number_and_its_proposed_solution_approved_or_refused(string key, string said, string status)
    {
        await using var site = await TermsSite.StartAsync("xivo", TermsSite.DayInRome);
        var folio = await site.RaisedAsync("xivo", "solution-proposed", new TicketChange.SolutionProposed("Update the agent"));
        await using var phone = await site.CallsAsync("5400");
        await phone.GoesAsync(
            "fr",
            ("language.press.1", "1"),
            ("xivo.welcome", ""),
            ("identify.pin", TermsSite.Pin),
            ("menu.main", "2"),
            ("lookup.enter", $"{folio.Digits}#"),
            ("status.solution-proposed", ""),
            ("solution.menu", key),
            (said, ""));
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.Equal(status, (await site.FoundAsync(folio)).Status);
    }
}
