using System.Collections.Concurrent;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>Many callers at once.</summary>
public sealed class CrowdTests
{
    private const int Callers = 200;

    /// <summary>What each presses at which question: a change, by night, so that the call ends by itself.</summary>
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["language"] = "1",
        ["contract.number"] = TestSite.Contract,
        ["pin"] = TestSite.Pin,
        ["menu.main"] = "1",
        ["request.type"] = "3",
        ["contact.confirm"] = "1",
        ["describe.review"] = "1",
        ["folio.repeat"] = "2",
    };

    [Fact]
    public async Task Two_hundred_callers_at_once_each_hear_a_folio_that_nobody_else_has()
    {
        var watchers = new ConcurrentDictionary<string, Action<string, string, string>>();
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null, observe: calls => new WatchedCalls(calls, watchers));
        var heard = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(site, watchers, $"+52818346{caller:0000}")));

        var tickets = (await site.Service.Site.Tickets.ListAsync(new TicketFilter { Limit = 2 * Callers }, default)).ToDictionary(ticket => ticket.CallId!);
        Assert.Equal(Callers, tickets.Values.Select(ticket => ticket.Folio).Distinct().Count());
        foreach (var (callId, ear) in heard)
        {
            await ear.HearsAsync(PromptSounds.Of("es-MX", "folio.is"), "folio.is", TimeSpan.FromSeconds(5));
            await ear.HearsFolioAsync(tickets[callId].Folio, "es-MX");
        }

        await site.QuietAsync();
    }

    /// <summary>Presses and speaks as soon as it is asked; what it hears is judged when all have hung up.</summary>
    private static async Task<(string CallId, Ear Ear)> CallAsync(
        TestSite site, ConcurrentDictionary<string, Action<string, string, string>> watchers, string number)
    {
        await using var phone = new Phone();
        var call = "";
        watchers[number] = (callId, kind, detail) =>
        {
            call = callId;
            _ = Task.Run(() => ReactAsync(phone, kind, detail));
        };
        Assert.Equal(200, await phone.DialAsync(site.Address, "5000", number));
        await phone.IsLeftAsync(3);
        return (call, phone.Audio.Ear);
    }

    private static async Task ReactAsync(Phone phone, string kind, string detail)
    {
        if (kind == "asked" && Keys.TryGetValue(detail, out var keys))
        {
            await phone.SpeaksAsync(TimeSpan.FromMilliseconds(400));
            await phone.PressesAsync(keys);
        }
        else if (kind == "recording")
        {
            await phone.SpeaksAsync(TimeSpan.FromSeconds(1.5));
            phone.Audio.Ear.ListensFromHere();
            await phone.PressesAsync("#");
        }
    }
}
