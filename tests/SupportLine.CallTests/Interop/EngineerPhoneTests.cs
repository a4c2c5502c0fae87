using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Interop;

/// <summary>baresip and linphone as the phone of the engineer on call.</summary>
[Collection(AloneCollection.Name)]
public sealed class EngineerPhoneTests
{
    private const string Engineer = "lucia";

    [SkippableFact]
    public async Task An_engineer_hears_the_whisper_accepts_by_key_talks_with_the_caller_and_has_the_folio_read()
    {
        Softphones.Need();
        await Task.WhenAll(TakesEmergencyAsync(Softphones.Baresip), TakesEmergencyAsync(Softphones.Linphone));
    }

    private static async Task TakesEmergencyAsync(string program)
    {
        await using var site = await TestSite.StartAsync(
            TestSite.Night, [], [], null, sip: Softphones.Accounts(Engineer), customers: TestSite.CustomersAnd([$"phone:{Engineer}"]));
        await using var engineer = await site.RegisterAsync(program, Engineer, says: "announcement.failure");
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.ClaimsEmergencyByZeroAsync();
        await engineer.AnswersAsync();
        await site.AttemptedAsync("answered");
        await site.SpentAsync(TimeSpan.FromSeconds(3));
        await engineer.PressesAsync("1");
        await caller.HearsAsync("escalate.accepted");
        await caller.HearsAsync("announcement.failure");
        await caller.SaysUntilAsync("announcement.maintenance", site.SpentAsync(TimeSpan.FromSeconds(6)));

        await engineer.FallsSilentAsync();
        await engineer.PressesAsync("*6");
        await caller.HearsAsync("folio.both");
        await caller.HearsFolioAsync((await site.TicketAsync()).Folio);
        await engineer.HangsUpAsync();
        await caller.IsLeftAsync();

        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
        var history = await site.Service.Site.Tickets.HistoryAsync((await site.TicketAsync()).Folio, default);
        Assert.Contains(history, step => step.Change is TicketChange.Connected { To: "engineer:engineer1" });
        var escalation = Assert.Single(await site.Service.Site.Escalations.ListAsync(null, default));
        Assert.Equal((EscalationState.Accepted, "engineer1"), (escalation.State, escalation.AcceptedBy));
        await engineer.QuitAsync();
        var heard = await engineer.HeardAsync();
        foreach (var key in (string[])["engineer.emergency", "engineer.connecting", "announcement.maintenance", "folio.both"]) TornSound.AssertHeard(heard, key, $"the engineer's {program}");
    }
}
