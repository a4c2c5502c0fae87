using NodaTime;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>An agent with a telephone of her own.</summary>
public sealed class AgentQueueTests
{
    [Fact]
    public async Task An_agent_signs_in_by_phone_is_told_of_the_caller_talks_and_verifies_the_severity_by_keys()
    {
        await using var agent = new Phone();
        await using var site = await AgentSteps.StartAsync(agent);
        var signedIn = site.SignsInAsync("4711");
        await using var caller = await site.CallsFromHomeAsync();
        await signedIn;
        await caller.AsksForPersonAsync();
        await agent.AnswersAsync();
        await agent.HearsAsync("agent.whisper");
        await agent.HearsAsync("agent.severity");
        await agent.HearsAsync("severity.standard");
        await agent.SaysUntilAsync("announcement.failure", caller.HearsAsync("announcement.failure"));
        await caller.SaysUntilAsync("announcement.maintenance", agent.HearsAsync("announcement.maintenance"));

        await agent.PressesAsync("*8");
        await agent.HearsAsync("request.severity");
        await agent.PressesAsync("1");
        await agent.HearsAsync("code.verified");
        await caller.HangsUpAsync();
        await agent.IsLeftAsync();

        await site.FoundAsync(async () => Assert.Single(await site.Service.Site.Agents.AgentsAsync(default)).State.Node is null ? site : null);
        var ticket = await site.TicketAsync();
        Assert.Equal(("emergencia", "agent:anna"), (ticket.Severity, ticket.VerifiedBy));
        Assert.Contains(await site.Service.Site.Tickets.HistoryAsync(ticket.Folio, default), step => step.Change is TicketChange.Connected { To: "agent:anna" });
        var waits = await site.Service.Site.Queue.WaitsAsync(new Interval(ticket.RaisedAt, ticket.RaisedAt + Duration.FromHours(1)), default);
        Assert.Equal((QueueOutcome.Answered, "anna"), (Assert.Single(waits).Outcome, waits[0].AgentId));
    }
}
