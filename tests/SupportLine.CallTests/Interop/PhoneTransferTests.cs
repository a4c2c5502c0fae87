using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// baresip as the site's own phones: registered, rung as agents, and putting callers through by REFER. Its version 1 fails at a
/// challenge of SHA-256, whatever stands beside it.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class PhoneTransferTests
{
    private const string Secret = "correct-horse";

    [SkippableFact]
    public async Task An_agent_is_rung_where_his_phone_is_registered_and_puts_the_caller_through()
    {
        Programs.Need("baresip", "baresip");
        await using var site = await TestSite.StartAsync(
            TestSite.Day, [], [], null, sip: sip => sip with { Md5Alone = true, Phones = [new PhoneAccount("anna", Secret), new PhoneAccount("bela", Secret)] }, phones: ["anna"]);
        await using var anna = await RegisterAsync(site, "anna");
        await using var bela = await RegisterAsync(site, "bela");
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.AsksForPersonAsync();
        await ConnectedAsync(site, "phone:anna");

        await anna.DoAsync("transfer", $"sip:bela@{site.Address}");
        await ConnectedAsync(site, "phone:bela");
        await anna.HearAsync("CALL_CLOSED");
        await caller.SpeaksAsync(TimeSpan.FromSeconds(2));
        await caller.HangsUpAsync();
        await bela.HearAsync("CALL_CLOSED");

        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
        await bela.QuitAsync();
        Hearing.TornSound.AssertHeard(await bela.HeardAsync(), "agent.whisper", "bela's phone");
        await anna.QuitAsync();
    }

    private static Task<Ticket> ConnectedAsync(TestSite site, string who) => site.FoundAsync(async () =>
    {
        if (await site.TicketAsync() is not { } ticket) return null;
        return (await site.Service.Site.Tickets.HistoryAsync(ticket.Folio, default)).Any(step => step.Change is TicketChange.Connected connected && connected.To == who) ? ticket : null;
    });

    private static async Task<Baresip> RegisterAsync(TestSite site, string name)
    {
        var phone = await Baresip.StartAsync("", $"<sip:{name}@{site.Address}>;auth_user={name};auth_pass={Secret};regint=600;audio_codecs=PCMU;answermode=auto");
        await site.FoundAsync(async () => (await site.Service.Engine.BindingsAsync()).FirstOrDefault(binding => binding.Phone == name));
        return phone;
    }
}
