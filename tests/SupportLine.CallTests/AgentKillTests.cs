using SupportLine.CallTests.Kills;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>The service is killed while it rings an agent, or phones a customer back: no telephone rings on, and nobody is left in a call.</summary>
public sealed class AgentKillTests
{
    [Fact]
    public async Task An_agent_who_was_rung_and_the_caller_who_waited_are_free_after_the_next_start()
    {
        await using var kill = await AgentKill.StartAsync(await Stores.Sqlite());
        await kill.AnswersAsync("a");
        await kill.CallsAsync();
        var ring = await kill.Agent.RingsAsync(default);
        await kill.KillAsync();
        Assert.True(ring.IsAlive);

        await kill.AnswersAsync("a");
        await ring.Ended.WaitAsync(Phone.Patience);
        await kill.Caller.IsLeftAsync();
        Assert.False(ring.IsAnswered);
        Assert.Single(kill.Agent.Legs);
    }

    [SkippableFact]
    public async Task Who_was_promised_a_call_back_is_called_back_all_the_same_once_both_telephones_are_free()
    {
        await using var kill = await AgentKill.StartAsync(await Stores.Postgres());
        await kill.PromisesAsync();
        await kill.AnswersAsync("a");
        var talk = await kill.Agent.RingsAsync(default);
        Assert.True(await talk.AnswersAsync(listens: false));
        var ring = await kill.Customer.RingsAsync(default);
        await kill.KillAsync();
        Assert.True(talk.IsAlive && ring.IsAlive);

        var isEarly = false;
        kill.Agent.Rung = _ => isEarly = talk.IsAlive || ring.IsAlive;
        await kill.AnswersAsync("a");
        var again = await kill.Agent.RingsAsync(default);
        Assert.False(isEarly, "the agent is rung while a call of the life before stands");
        Assert.False(ring.IsAnswered);
        Assert.True(await again.AnswersAsync(listens: false));
        var customer = await kill.Customer.RingsAsync(default);
        await using var store = await kill.OpenAsync();
        Assert.Equal(1, Assert.Single(await store.CallBacks.OpenAsync(default)).Attempts);
        Assert.True(await customer.AnswersAsync(listens: false));
        await FoundAsync(async () => (await store.CallBacks.OpenAsync(default)).Count == 0);
        var ticket = Assert.Single(await store.Tickets.ListAsync(new TicketFilter(), default));
        await FoundAsync(async () =>
            (await store.Tickets.HistoryAsync(ticket.Folio, default)).Any(step => step.Change is TicketChange.Connected { To: "agent:anna" }));
    }

    [SkippableFact]
    public async Task What_a_node_left_that_does_not_come_back_is_ended_by_another_of_the_same_store()
    {
        await using var kill = await AgentKill.StartAsync(await Stores.Postgres());
        await kill.AnswersAsync("a");
        await kill.CallsAsync();
        var ring = await kill.Agent.RingsAsync(default);
        await kill.KillAsync();
        Assert.True(ring.IsAlive);

        await kill.AnswersAsync("b");
        await ring.Ended.WaitAsync(2 * Phone.Patience);
        await kill.Caller.IsLeftAsync();
        await using var store = await kill.OpenAsync();
        await FoundAsync(async () => Assert.Single(await store.Agents.AgentsAsync(default)).State.Node is null);
        await FoundAsync(async () => (await store.Legs.OfNodeAsync("a", default)).Count == 0);
        Assert.Empty(await store.Calls.UnendedAsync("a", default));
    }

    /// <summary>Looks again and again until it is so.</summary>
    private static async Task FoundAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Phone.Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo()) await again.WaitForNextTickAsync(patience.Token);
    }
}
