using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the line of <c>lines/sangoma.yaml</c>, in English: what a request needs.</summary>
public sealed class SangomaCallTests
{
    private static readonly (string, string)[] NewRequest = [("language.press.2", "2"), ("identify.pin", TermsSite.Pin), ("menu.main", "1")];

    [Fact]
    [Trait("Clause", "SNG-07")]
    [Trait("Clause", "SNG-09")]
    [Trait("Clause", "SNG-10")]
    [Trait("Clause", "SNG-11")]
    public async Task A_request_that_uses_credits_tells_the_balance_asks_for_two_ids_and_is_paid_by_the_minute()
    {
        await using var agent = new Phone();
        await using var site = await TermsSite.StartAsync("sangoma", TermsSite.Day, agent, contracts: TermsSite.Contract("sangoma", "freepbx"));
        await site.CreditsAsync("sangoma", 60);
        await using var phone = await site.CallsAsync("5200");
        await phone.GoesAsync("en", [.. NewRequest, ("sangoma.product.freepbx", "1"), ("sangoma.request.freepbx-configuration", "2")]);
        await phone.HearsAllAsync("en", "credits.balance", "piece.number.60", "piece.noun.credit");
        await phone.GoesAsync("en", ("keyed.billing-liability-id", "4411#"), ("keyed.deployment-id", "771234#"));
        await phone.SaysItAsync("en");
        await phone.GoesAsync("en", ("folio.is", ""), ("folio.repeat", "2"), ("agent.connecting", ""));
        await agent.AnswersAsync();
        await agent.HearsAsync("agent.whisper");
        await agent.PressesUntilAsync("*6", phone.HearsAsync("folio.both", "en"));
        await agent.HangsUpAsync();
        await phone.HearsAsync("another.problem", "en");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
        var ticket = await site.TicketAsync();
        Assert.Equal(("4411", "771234"), (ticket.Given["billing-liability-id"], ticket.Given["deployment-id"]));
        Assert.Equal(59, await site.Service.Site.Credits.BalanceAsync("acme", "sangoma", default));
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    [Trait("Clause", "SNG-10")]
    public async Task Without_a_contract_the_department_is_not_offered_and_what_is_missing_is_told_with_a_remedy()
    {
        await using var agent = new Phone();
        await using var site = await TermsSite.StartAsync("sangoma", TermsSite.Day, agent);
        await using var phone = await site.CallsAsync("5200");
        await phone.GoesAsync("en", [.. NewRequest, ("sangoma.product.freepbx", "1")]);
        await phone.HearsAllAsync("en", "sangoma.request.freepbx-appliance", "press.1", "sangoma.request.freepbx-module", "press.2");
        await phone.PressesAsync("*");
        await phone.GoesAsync("en", ("request.product", "5"), ("request.type", "2"));
        await phone.HearsAllAsync("en", "entitle.no-contract", "entitle.buy-contract");
        await phone.GoesAsync("en", ("entitle.menu.open", "2"));
        await phone.SaysItAsync("en", "describe.message");
        await phone.HearsAsync("folio.is", "en");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.False(agent.IsInvited);
        Assert.NotNull((await site.TicketAsync()).Recording);
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    public async Task A_contract_that_is_not_offered_is_never_suggested()
    {
        await using var site = await TermsSite.StartAsync("sangoma", TermsSite.Day);
        await using var phone = await site.CallsAsync("5200");
        await phone.GoesAsync("en", [.. NewRequest, ("request.product", "7"), ("request.type", "1")]);
        await phone.HearsAllAsync("en", "entitle.no-warranty", "entitle.ask-sales");
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
    }
}
