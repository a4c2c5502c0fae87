using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>An engineer's baresip (which refuses by 486) or linphone (by 603) that is rung at a bad moment, and phones back.</summary>
public sealed class EngineerRingTests
{
    private const string Engineer = "lucia";

    [SkippableTheory]
    [InlineData(Softphones.Baresip, "busy")]
    [InlineData(Softphones.Linphone, "declined")]
    public async Task Who_declines_is_passed_over_and_phoning_in_is_offered_the_emergency(string program, string outcome)
    {
        Softphones.Need();
        await using var other = new Phone();
        await using var site = await TestSite.StartAsync(
            TestSite.Night, [], [], null, sip: Softphones.Accounts(Engineer), customers: TestSite.CustomersAnd([$"phone:{Engineer}", other.Address]));
        await using var engineer = await site.RegisterAsync(program, Engineer);
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.ClaimsEmergencyByZeroAsync();
        await engineer.DeclinesAsync();
        await other.RingsAsync();
        var attempts = await site.AttemptedAsync(outcome);
        Assert.Equal("engineer1", Assert.Single(attempts, attempt => attempt.Outcome == outcome).EngineerId);

        await engineer.DialsAsync($"sip:5000@{site.Address}");
        await site.AskedAsync("engineer.accept");
        await engineer.PressesAsync("1");
        await other.IsLeftAsync();
        await caller.HearsAsync("escalate.accepted");
        await site.ConnectedAsync("engineer:engineer1");
        await caller.HangsUpAsync();
        await engineer.IsLeftAsync();
        await site.EndedCallAsync();
        var calls = await site.Service.Site.Calls.ListAsync(null, 10, default);
        Assert.Equal([CallEnding.ConnectedToEngineer, CallEnding.EngineerServed], calls.Select(call => call.Ending!.Value).Order());
        await engineer.QuitAsync();
    }
}
