using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests;

/// <summary>A caller who has to wait for an agent.</summary>
public sealed class AgentWaitTests
{
    [Fact]
    public async Task A_caller_who_waits_hears_the_place_and_is_put_through_to_whoever_signs_in()
    {
        await using var anna = new Phone();
        await using var bela = new Phone();
        await using var site = await AgentSteps.StartAsync(anna, bela);
        var (agents, clock) = (site.Service.Site.Agents, site.Service.Site.Clock);
        await agents.SignInAsync("anna", clock.Now, default);
        Assert.True(await agents.ClaimAsync("anna", "elsewhere", clock.Now, default), "Anna talks with somebody");

        await using var caller = await site.CallsFromHomeAsync();
        await caller.AsksForPersonAsync();
        await caller.HearsAsync("queue.next");
        await site.SignsInAsync("5822");
        await bela.AnswersAsync();
        await bela.HearsAsync("agent.whisper");
        await bela.SaysUntilAsync("announcement.maintenance", caller.HearsAsync("announcement.maintenance"));
        await caller.HangsUpAsync();
        await bela.IsLeftAsync();
        Assert.False(anna.IsInvited);
    }
}
