using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;

namespace SupportLine.CallTests;

/// <summary>Emergencies outside support hours.</summary>
public abstract class NightEmergencyCalls : CallTest
{
    private protected NightEmergencyCalls(Func<Task<string?>> storage)
        : base(storage)
    {
    }

    [SkippableFact]
    [Trait("Clause", "IPX-03")]
    public async Task A_confirmed_emergency_rings_the_engineers_in_turn_and_joins_the_one_who_presses_1()
    {
        await using var first = new Phone();
        await using var second = new Phone();
        await using var site = await ByNightAsync(first, second);
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
        await second.IsLeftAsync();

        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
        var escalation = await site.Service.Site.Escalations.FindAsync(ticket.Folio, default);
        Assert.Equal((EscalationState.Accepted, "engineer2"), (escalation!.State, escalation.AcceptedBy));
        Assert.Equal("estandar", ticket.Severity);
    }

    [SkippableFact]
    public async Task A_voicemail_box_that_answers_never_accepts_and_the_caller_is_promised_a_call_back()
    {
        await using var voicemail = new Phone();
        await using var site = await ByNightAsync(voicemail);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.ClaimsEmergencyAsync();
        await voicemail.AnswersAsync();
        await voicemail.HearsAsync("engineer.menu");
        await voicemail.SpeaksAsync(TimeSpan.FromSeconds(3));
        await voicemail.IsLeftAsync();
        await phone.HearsAsync("escalate.exhausted");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.CallBackPromised, (await site.EndedCallAsync()).Ending);
        Assert.Equal(EscalationState.Exhausted, Assert.Single(await site.Service.Site.Escalations.ListAsync(null, default)).State);
    }
}

/// <inheritdoc/>
public sealed class NightEmergencyCallsTests() : NightEmergencyCalls(Stores.Sqlite);

/// <inheritdoc/>
public sealed class NightEmergencyCallsTestsOnPostgres() : NightEmergencyCalls(Stores.Postgres);
