using NodaTime;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>linphone as the phone of an agent who has signed in.</summary>
[Collection(AloneCollection.Name)]
public sealed class AgentPhoneTests(SideBySide talks)
{
    [SkippableFact]
    public async Task An_agent_is_rung_from_the_queue_talks_has_the_folio_read_puts_the_caller_through_and_writes_it_up()
    {
        Softphones.Need();
        await talks.EndOfAsync(TalkAsync);
    }

    internal static async Task TalkAsync()
    {
        await using var site = await AgentSteps.StartAsync(Softphones.Accounts("anna", "bela"), "phone:anna");
        await using var anna = await site.RegisterAsync(Softphones.Linphone, "anna", says: "announcement.failure");
        await using var bela = await site.RegisterAsync(Softphones.Baresip, "bela", takesCalls: true);
        await site.Service.Site.Agents.SignInAsync("anna", site.Service.Site.Clock.Now, default);
        await using var caller = await site.CallsFromHomeAsync();
        await caller.AsksForPersonAsync();
        await anna.AnswersAsync();
        await site.ConnectedAsync("agent:anna");
        await caller.HearsAsync("announcement.failure");
        await caller.SaysUntilAsync("announcement.maintenance", site.SpentAsync(TimeSpan.FromSeconds(6)));
        await anna.FallsSilentAsync();
        await anna.PressesAsync("*6");
        await caller.HearsAsync("folio.both");
        await caller.HearsFolioAsync((await site.TicketAsync()).Folio);

        await anna.TransfersAsync($"sip:bela@{site.Address}");
        var ticket = await site.ConnectedAsync("phone:bela");
        await anna.IsLeftAsync();
        var state = (await site.FoundAsync(async () => (await site.Service.Site.Agents.AgentsAsync(default)).SingleOrDefault(agent => agent.State is { Node: null }))).State;
        Assert.True(state.WrapUpUntil > ticket.RaisedAt && state.IsOnDuty, $"{state}");
        await caller.HangsUpAsync();
        await bela.IsLeftAsync();

        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
        var waits = await site.Service.Site.Queue.WaitsAsync(new Interval(ticket.RaisedAt, ticket.RaisedAt + Duration.FromHours(1)), default);
        Assert.Equal((QueueOutcome.Answered, "anna"), (Assert.Single(waits).Outcome, waits[0].AgentId));
        await anna.QuitAsync();
        var heard = await anna.HeardAsync();
        foreach (var key in (string[])["agent.whisper", "announcement.maintenance", "folio.both"]) TornSound.AssertHeard(heard, key, "the agent's linphone");
        await bela.QuitAsync();
    }
}
