using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests;

/// <summary>Who calls, in support hours.</summary>
public abstract class DayIdentityCalls : CallTest
{
    private protected DayIdentityCalls(Func<Task<string?>> storage)
        : base(storage)
    {
    }

    [SkippableFact]
    public async Task Three_wrong_pins_lead_to_a_person()
    {
        await using var agent = new Phone();
        await using var site = await ByDayAsync(agent);
        await using var phone = await site.CallsAsync();

        await phone.HearsAsync("ipaxes.welcome");
        await phone.PressesAsync(TestSite.Contract);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await phone.HearsAsync("identify.pin");
            await phone.PressesAsync("0000");
            await phone.HearsAsync("identify.pin.wrong");
        }

        await agent.RingsAsync();
        await phone.HangsUpAsync();

        Assert.False((await site.TicketAsync()).CallerVerified);
        Assert.NotNull((await site.EndedCallAsync()).Ending);
    }

    [SkippableFact]
    public async Task A_known_number_with_its_pin_needs_no_contract_number()
    {
        await using var site = await ByDayAsync(new Phone());
        await using var phone = await site.CallsAsync(TestSite.KnownCaller);

        await phone.HearsAsync("identify.known-number");
        await phone.PressesAsync(TestSite.Pin, lossy: true);
        await phone.HearsAsync("menu.main");
        await phone.PressesAsync("9");
        await phone.HearsAsync("common.goodbye");
        await phone.IsLeftAsync();

        Assert.Equal(CallEnding.EndedByCaller, (await site.EndedCallAsync()).Ending);
    }

    [SkippableFact]
    public async Task Nonsense_and_silence_are_told_and_asked_again()
    {
        await using var agent = new Phone();
        await using var site = await ByDayAsync(agent);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("7");
        await phone.HearsAsync("common.not-understood");
        await phone.HearsAsync("menu.main");
        await agent.RingsAsync();
        await phone.HangsUpAsync();

        Assert.True((await site.TicketAsync()).CallerVerified);
    }
}

/// <inheritdoc/>
public sealed class DayIdentityCallsTests() : DayIdentityCalls(Stores.Sqlite);

/// <inheritdoc/>
public sealed class DayIdentityCallsTestsOnPostgres() : DayIdentityCalls(Stores.Postgres);
