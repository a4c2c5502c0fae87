using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests;

/// <summary>Emergencies outside support hours of callers who are not known, and under folios that exist.</summary>
public abstract class NightDoorCalls : CallTest
{
    private protected NightDoorCalls(Func<Task<string?>> storage)
        : base(storage)
    {
    }

    [SkippableFact]
    public async Task An_unidentified_caller_with_an_emergency_is_not_turned_away()
    {
        await using var engineer = new Phone();
        await using var site = await ByNightAsync(engineer);
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

    [SkippableFact]
    [Trait("Clause", "IPX-10")]
    public async Task With_production_down_a_folio_that_exists_is_escalated()
    {
        await using var engineer = new Phone();
        await using var site = await ByNightAsync(engineer);
        var folio = await site.RaiseAsync("aceros");
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("2");
        await phone.HearsAsync("lookup.enter");
        await phone.PressesAsync(folio.Digits + "#");
        await phone.HearsAsync("lookup.status");
        await phone.PressesAsync("2");
        await phone.HearsAsync("ipaxes.severity.emergencia.night");
        await phone.PressesAsync("1");
        await engineer.AnswersAsync();
        await engineer.HearsAsync("engineer.emergency");
        await engineer.HearsFolioAsync(folio);
        await engineer.PressesAsync("1");
        await phone.HearsAsync("escalate.accepted");
        await engineer.PressesUntilAsync("*6", phone.HearsAsync("folio.both"));
        await phone.HangsUpAsync();
        await engineer.IsLeftAsync(after: phone);

        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
        Assert.Equal(folio, (await site.TicketAsync()).Folio);
    }
}

/// <inheritdoc/>
public sealed class NightDoorCallsTests() : NightDoorCalls(Stores.Sqlite);

/// <inheritdoc/>
public sealed class NightDoorCallsTestsOnPostgres() : NightDoorCalls(Stores.Postgres);
