using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;

namespace SupportLine.CallTests;

/// <summary>Calls outside support hours.</summary>
public sealed class NightCallTests
{
    [Fact]
    [Trait("Clause", "IPX-03")]
    public async Task A_confirmed_emergency_rings_the_engineers_in_turn_and_joins_the_one_who_presses_1()
    {
        await using var first = new Phone();
        await using var second = new Phone();
        await using var site = await TestSite.ByNightAsync(first, second);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.ClaimsEmergencyAsync();
        await first.DeclinesAsync();
        await second.AnswersAsync();
        await second.HearsAsync("engineer.emergency");
        var ticket = await site.TicketAsync();
        await second.HearsFolioAsync(ticket.Folio);
        await second.PressesAsync("1");
        await second.HearsAsync("engineer.connecting");
        await phone.HearsAsync("escalate.accepted");
        await second.PressesUntilAsync("*6", phone.HearsAsync("folio.both"));
        await phone.HangsUpAsync();
        await second.HungUp.WaitAsync(Phone.Patience);

        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
        var escalation = await site.Service.Site.Escalations.FindAsync(ticket.Folio, default);
        Assert.Equal((EscalationState.Accepted, "engineer2"), (escalation!.State, escalation.AcceptedBy));
        Assert.Equal("estandar", ticket.Severity);
    }

    [Fact]
    public async Task A_voicemail_box_that_answers_never_accepts_and_the_caller_is_promised_a_call_back()
    {
        await using var voicemail = new Phone();
        await using var site = await TestSite.ByNightAsync(voicemail);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.ClaimsEmergencyAsync();
        await voicemail.AnswersAsync();
        await voicemail.HearsAsync("engineer.menu");
        await voicemail.SpeaksAsync(TimeSpan.FromSeconds(3));
        await voicemail.HungUp.WaitAsync(Phone.Patience);
        await phone.HearsAsync("escalate.exhausted");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.CallBackPromised, (await site.EndedCallAsync()).Ending);
        Assert.Equal(EscalationState.Exhausted, Assert.Single(await site.Service.Site.Escalations.ListAsync(null, default)).State);
    }

    [Fact]
    public async Task Anything_less_waits_as_a_ticket_and_the_caller_hears_when_support_opens()
    {
        await using var engineer = new Phone();
        await using var site = await TestSite.ByNightAsync(engineer);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.change", reviewed: true);
        await phone.HearsAsync("folio.is");
        await phone.HearsFolioAsync((await site.TicketAsync()).Folio);
        await phone.HearsAsync("folio.repeat");
        await phone.PressesAsync("2");
        await phone.HearsAsync("closed.why");
        await phone.HearsAsync("closed.opens");
        await phone.HearsAsync("piece.tomorrow");
        await phone.HearsAsync("common.goodbye");
        await phone.HungUp.WaitAsync(Phone.Patience);

        Assert.Equal(CallEnding.TicketRaised, (await site.EndedCallAsync()).Ending);
        Assert.Empty(await site.Service.Site.Escalations.ListAsync(null, default));
    }

    [Fact]
    public async Task A_caller_who_leaves_while_engineers_are_rung_is_called_back_by_the_one_who_accepts()
    {
        await using var engineer = new Phone();
        await using var site = await TestSite.ByNightAsync(engineer);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.ClaimsEmergencyAsync();
        await engineer.RingsAsync();
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
        await engineer.AnswersAsync();
        await engineer.HearsAsync("engineer.emergency");
        await engineer.PressesAsync("1");
        await engineer.HearsAsync("engineer.gone");
        await engineer.HungUp.WaitAsync(Phone.Patience);

        Assert.Equal(CallEnding.LeftWhileEscalating, (await site.EndedCallAsync()).Ending);
        Assert.Equal("engineer1", Assert.Single(await site.Service.Site.Escalations.ListAsync(EscalationState.Accepted, default)).AcceptedBy);
    }

    [Fact]
    public async Task An_unidentified_caller_with_an_emergency_is_not_turned_away()
    {
        await using var engineer = new Phone();
        await using var site = await TestSite.ByNightAsync(engineer);
        await using var phone = await site.CallsAsync();

        await phone.HearsAsync("identify.contract");
        await phone.PressesAsync("*");
        await phone.HearsAsync("unknown.menu");
        await phone.PressesAsync("1");
        await phone.HearsAsync("ipaxes.severity.emergencia.night");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.message", reviewed: false);
        await engineer.AnswersAsync();
        await engineer.HearsAsync("agent.unverified");
        await engineer.PressesAsync("2");
        await engineer.HearsAsync("engineer.passed");
        await phone.HangsUpAsync();

        Assert.False((await site.TicketAsync()).CallerVerified);
    }
}
