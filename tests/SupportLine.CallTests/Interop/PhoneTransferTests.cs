using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// baresip and linphone as the site's own phones: registered, rung as agents, phoning, and putting callers through by REFER.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class PhoneTransferTests(SideBySide talks)
{
    [SkippableFact]
    public async Task An_agent_is_rung_where_his_phone_is_registered_and_puts_the_caller_through()
    {
        Programs.Need("baresip", "baresip");
        await talks.EndOfAsync(BaresipAsync);
    }

    [SkippableFact]
    public async Task Linphone_registers_phones_and_is_rung_as_an_agent()
    {
        Programs.Need("linphonec", "linphone-cli");
        await talks.EndOfAsync(LinphoneAsync);
    }

    internal static async Task BaresipAsync()
    {
        await using var site = await TestSite.StartAsync(
            TestSite.Day, [], [], null, sip: Softphones.Accounts("anna", "bela"), phones: ["anna"]);
        await using var anna = await site.RegisterAsync(Softphones.Baresip, "anna", takesCalls: true);
        await using var bela = await site.RegisterAsync(Softphones.Baresip, "bela", takesCalls: true);
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.AsksForPersonAsync();
        await site.ConnectedAsync("phone:anna");

        await anna.TransfersAsync($"sip:bela@{site.Address}");
        await site.ConnectedAsync("phone:bela");
        await anna.IsLeftAsync();
        await caller.SpeaksAsync(TimeSpan.FromSeconds(2));
        await caller.HangsUpAsync();
        await bela.IsLeftAsync();

        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
        await bela.QuitAsync();
        TornSound.AssertHeard(await bela.HeardAsync(), "agent.whisper", "bela's phone");
        await anna.QuitAsync();
    }

    internal static async Task LinphoneAsync()
    {
        await using var site = await TestSite.StartAsync(TestSite.Day, [], [], null, sip: sip => sip with { Phones = Softphones.Accounts("anna")(sip).Phones }, phones: ["anna"]);
        await using var anna = await site.RegisterAsync(Softphones.Linphone, "anna", takesCalls: true);

        await anna.DialsAsync($"sip:echo@{site.Address}");
        await site.BusyAsync();
        await anna.HangsUpAsync();
        await site.QuietAsync();

        await using var caller = await site.CallsIdentifiedAsync();
        await caller.AsksForPersonAsync();
        await site.ConnectedAsync("phone:anna");
        await caller.SpeaksAsync(TimeSpan.FromSeconds(2));
        await caller.HangsUpAsync();
        await site.QuietAsync();
        await anna.QuitAsync();

        // What it had registered it takes back as it quits.
        await site.FoundAsync(async () => (await site.Service.Engine.BindingsAsync()).Count == 0 ? site : null);
    }
}
