using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>baresip phones in, presses its way to a ticket, and its own recording holds the folio.</summary>
public sealed class BaresipTests
{
    [SkippableFact]
    public async Task Baresip_hears_the_folio_of_the_ticket_it_raised()
    {
        Programs.Need("baresip", "baresip");
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null);
        await using var baresip = await Baresip.StartAsync("");

        await baresip.DoAsync("dial", $"sip:5000@{site.Address}");
        foreach (var (question, keys) in new[]
        {
            ("language", "1"), ("contract.number", "100200"), ("pin", "4826"), ("menu.main", "1"), ("request.type", "1"),
            ("contact.confirm", "1"), ("describe.review", "1"), ("folio.repeat", "2"),
        })
        {
            if (question == "describe.review")
            {
                await site.RecordedForAsync(TimeSpan.FromSeconds(1.5));
                await baresip.DoAsync("sndcode", "#");
            }

            await site.AskedAsync(question);
            foreach (var key in keys)
            {
                await baresip.DoAsync("sndcode", key.ToString());
            }
        }

        await site.EndedCallAsync();
        await baresip.QuitAsync();

        var ear = new Ear();
        ear.Take(await baresip.HeardAsync());
        ear.Close();
        await ear.HearsAsync(PromptSounds.Of("es-MX", "folio.is"), "folio.is", TimeSpan.FromSeconds(5));
        await ear.HearsFolioAsync((await site.TicketAsync()).Folio, "es-MX");
    }
}
