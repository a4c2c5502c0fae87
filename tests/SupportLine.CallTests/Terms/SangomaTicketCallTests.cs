using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the line of <c>lines/sangoma.yaml</c>, in English: one problem a ticket, and replies to a closed one.</summary>
public sealed class SangomaTicketCallTests
{
    private static readonly (string, string)[] NewRequest = [("language.press.2", "2"), ("identify.pin", TermsSite.Pin), ("menu.main", "1")];

    [Fact]
    [Trait("Clause", "SNG-01")]
    public async Task A_second_problem_on_the_same_call_is_a_second_ticket()
    {
        await using var site = await TermsSite.StartAsync("sangoma", TermsSite.Night);
        await using var phone = await site.CallsAsync("5200");
        (string, string)[] card = [("request.product", "8"), ("request.type", "2")];
        await phone.GoesAsync("en", [.. NewRequest, .. card]);
        await phone.HearsAsync("entitle.best-effort", "en");
        await phone.SaysItAsync("en");
        await phone.GoesAsync("en", [("folio.repeat", "2"), ("another.problem", "1"), .. card]);
        await phone.SaysItAsync("en", known: true);
        await phone.GoesAsync("en", ("folio.is", ""), ("folio.repeat", "2"), ("another.problem", "9"));
        await phone.HearsAsync("common.goodbye", "en");

        await site.EndedCallAsync();
        var tickets = await site.Service.Site.Tickets.ListAsync(new TicketFilter(), default);
        Assert.Equal(2, tickets.Count);
        Assert.Equal(2, tickets.Select(ticket => ticket.Recording).Distinct().Count());
    }

    [Fact]
    [Trait("Clause", "SNG-13")]
    public async Task A_reply_to_a_closed_ticket_opens_it_again()
    {
        await using var site = await TermsSite.StartAsync("sangoma", TermsSite.Night);
        var closed = await site.RaisedAsync("sangoma", "closed");
        await using var phone = await site.CallsAsync("5200");
        await phone.GoesAsync("en", ("language.press.2", "2"), ("identify.pin", TermsSite.Pin), ("menu.main", "2"), ("lookup.enter", $"{closed.Digits}#"));
        await phone.GoesAsync("en", ("status.closed", ""), ("lookup.reopen", "1"), ("note.record", ""));
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
        await phone.HearsAllAsync("en", "note.saved", "reply.reopened");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.Equal("in-progress", (await site.FoundAsync(closed)).Status);
    }
}
