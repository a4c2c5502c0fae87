using NodaTime;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>Agents with telephones of their own, who sign in and take callers in turn.</summary>
public sealed class AgentQueueTests
{
    private const string Service = "5099";

    private static readonly Func<string, string> Queue = text => text.Replace(
        "routing:", $"queue: {{ service-number: \"{Service}\", wrap-up: 1s, source: operator }}\nrouting:", StringComparison.Ordinal);

    [Fact]
    public async Task An_agent_signs_in_by_phone_is_told_of_the_caller_and_talks_with_them()
    {
        await using var agent = new Phone();
        await using var site = await StartAsync(agent);
        await SignInAsync(site, "4711");

        await using var caller = await site.CallsIdentifiedAsync();
        await caller.PressesAsync("0");
        await agent.TakesAsync(caller);
        await caller.SaysUntilAsync("announcement.maintenance", agent.HearsAsync("announcement.maintenance"));
        await caller.HangsUpAsync();
        await agent.IsLeftAsync();

        await site.FoundAsync(async () => Assert.Single(await site.Service.Site.Agents.AgentsAsync(default)).State.Node is null ? site : null);
        var ticket = await site.TicketAsync();
        Assert.Contains(await site.Service.Site.Tickets.HistoryAsync(ticket.Folio, default), step => step.Change is TicketChange.Connected { To: "agent:anna" });
        var waits = await site.Service.Site.Queue.WaitsAsync(new Interval(ticket.RaisedAt, ticket.RaisedAt + Duration.FromHours(1)), default);
        Assert.Equal((QueueOutcome.Answered, "anna"), (Assert.Single(waits).Outcome, waits[0].AgentId));
    }

    [Fact]
    public async Task A_caller_who_waits_hears_the_place_and_is_put_through_to_whoever_signs_in()
    {
        await using var anna = new Phone();
        await using var bela = new Phone();
        await using var site = await StartAsync(anna, bela);
        await SignInAsync(site, "4711");
        await using var first = await site.CallsIdentifiedAsync();
        await first.PressesAsync("0");
        await anna.TakesAsync(first);

        await using var second = await site.CallsIdentifiedAsync();
        await second.PressesAsync("0");
        await second.HearsAsync("queue.next");
        await SignInAsync(site, "5822");
        await bela.AnswersAsync();
        await bela.HearsAsync("agent.whisper");
        await bela.SaysUntilAsync("announcement.maintenance", second.HearsAsync("announcement.maintenance"));
        await second.HangsUpAsync();
        await bela.IsLeftAsync();
        await first.HangsUpAsync();
        await anna.IsLeftAsync();
    }

    [Fact]
    public async Task By_keys_in_the_talk_the_agent_verifies_the_severity_and_the_caller_hears_nothing_of_it()
    {
        await using var agent = new Phone();
        await using var site = await StartAsync(agent);
        await SignInAsync(site, "4711");
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.PressesAsync("0");
        await agent.TakesAsync(caller);

        await agent.PressesAsync("*8");
        await agent.HearsAsync("request.severity");
        await agent.PressesAsync("1");
        await agent.HearsAsync("code.verified");
        await agent.HangsUpAsync();

        var ticket = await site.FoundAsync(async () => (await site.TicketAsync()) is { VerifiedBy: not null } verified ? verified : null);
        Assert.Equal(("emergencia", "agent:anna"), (ticket.Severity, ticket.VerifiedBy));
    }

    /// <summary>Anna with PIN 4711, and Bela with 5822 where there is a second telephone.</summary>
    private static async Task<TestSite> StartAsync(params Phone[] phones)
    {
        var site = await TestSite.StartAsync(TestSite.Day, [], [], null, line: Queue);
        string[] ids = ["anna", "bela"];
        string[] pins = ["4711", "5822"];
        await site.Service.Site.Directory.ImportAsync(
            TestSite.Customers([]) with
            {
                Agents = [.. phones.Select((phone, i) => new Agent(ids[i], ids[i], phone.Address, ["ipaxes"], ["es-MX"], []))],
                AgentPinHashes = phones.Index().ToDictionary(phone => ids[phone.Index], phone => PinHash.Create(pins[phone.Index])),
            },
            default);
        return site;
    }

    /// <summary>From a telephone that is nobody's, by PIN.</summary>
    private static async Task SignInAsync(TestSite site, string pin)
    {
        await using var phone = new Phone { Story = site.StoryAsync };
        Assert.Equal(200, await phone.DialAsync(site.Address, Service, "+528183457777"));
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync($"{pin}#");
        await phone.HearsAsync("service.menu");
        await phone.PressesAsync("1");
        await phone.HearsAsync("service.signed-in");
        await phone.IsLeftAsync();
    }
}
