using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;

namespace SupportLine.CallTests;

/// <summary>Callers outside support hours who leave or who wait.</summary>
public abstract class NightCallerCalls : CallTest
{
    private protected NightCallerCalls(Func<Task<string?>> storage)
        : base(storage)
    {
    }

    [SkippableFact]
    public async Task Anything_less_waits_as_a_ticket_and_the_caller_hears_when_support_opens()
    {
        await using var engineer = new Phone();
        await using var site = await ByNightAsync(engineer);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.say", reviewed: true);
        await phone.HearsAsync("folio.is");
        await phone.HearsFolioAsync((await site.TicketAsync()).Folio);
        await phone.HearsAsync("folio.repeat");
        await phone.PressesAsync("2");
        await phone.HearsAsync("closed.why");
        await phone.HearsAsync("closed.opens");
        await phone.HearsAsync("piece.tomorrow");
        await phone.HearsAsync("common.goodbye");
        await phone.IsLeftAsync();

        Assert.Equal(CallEnding.TicketRaised, (await site.EndedCallAsync()).Ending);
        Assert.Empty(await site.Service.Site.Escalations.ListAsync(null, default));
    }

    [SkippableFact]
    public async Task A_caller_who_leaves_while_engineers_are_rung_is_called_back_by_the_one_who_accepts()
    {
        await using var engineer = new Phone();
        await using var site = await ByNightAsync(engineer);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.ClaimsEmergencyAsync();
        await engineer.RingsAsync();
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
        await engineer.AnswersAsync();
        await engineer.HearsAsync("engineer.emergency");
        await engineer.PressesAsync("1");
        await engineer.HearsAsync("engineer.gone");
        await engineer.IsLeftAsync();

        Assert.Equal(CallEnding.LeftWhileEscalating, (await site.EndedCallAsync()).Ending);
        Assert.Equal("engineer1", Assert.Single(await site.Service.Site.Escalations.ListAsync(EscalationState.Accepted, default)).AcceptedBy);
    }
}

/// <inheritdoc/>
public sealed class NightCallerCallsTests() : NightCallerCalls(Stores.Sqlite);

/// <inheritdoc/>
public sealed class NightCallerCallsTestsOnPostgres() : NightCallerCalls(Stores.Postgres);
