using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>An agent's baresip or linphone phones the service number: known by its password, it is asked for no PIN.</summary>
public sealed class AgentServiceTests
{
    [SkippableTheory]
    [InlineData(Softphones.Baresip)]
    [InlineData(Softphones.Linphone)]
    public async Task An_agent_signs_in_pauses_and_signs_out_by_phone(string program)
    {
        Softphones.Need();
        await using var site = await AgentSteps.StartAsync(Softphones.Accounts("anna"), "phone:anna");
        await using var anna = await site.RegisterAsync(program, "anna");
        await DoesAsync(site, anna, ["service=1"], state => state.IsOnDuty);
        await DoesAsync(site, anna, ["service=2", "service.pause=2"], state => state.Pause == "meal");
        await DoesAsync(site, anna, ["service=3"], state => state is { IsSignedIn: false, Pause: null });

        var calls = await site.Service.Site.Calls.ListAsync(null, 10, default);
        Assert.Equal(3, calls.Count);
        Assert.All(calls, call => Assert.Equal(CallEnding.AgentServed, call.Ending));
        await anna.QuitAsync();
    }

    /// <summary>Phones, answers each question with its key, and is left once it is done.</summary>
    private static async Task DoesAsync(TestSite site, ISoftphone phone, string[] steps, Func<AgentState, bool> isDone)
    {
        // Until there is a record of this call, the last one's would be looked at, and that has been asked already.
        var before = await CountAsync(site);
        await phone.DialsAsync($"sip:{AgentSteps.Service}@{site.Address}");
        await site.FoundAsync(async () => await CountAsync(site) > before ? site : null);
        foreach (var step in steps)
        {
            await site.AskedAsync(step[..step.IndexOf('=', StringComparison.Ordinal)]);
            await phone.PressesAsync(step[^1..]);
        }

        await site.FoundAsync(async () => (await site.Service.Site.Agents.AgentsAsync(default)).SingleOrDefault(agent => isDone(agent.State)));
        await phone.HangsUpAsync();
        await site.QuietAsync();
        await site.EndedCallAsync();
    }

    private static async Task<int> CountAsync(TestSite site) => (await site.Service.Site.Calls.ListAsync(null, 10, default)).Count;
}
