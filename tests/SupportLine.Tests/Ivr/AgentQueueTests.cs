using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Queues;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>Several who wait, and look at the same moment.</summary>
public sealed class AgentQueueTests
{
    private static readonly Instant Now = Moment.At(HelpdeskSite.Day);

    private readonly HelpdeskSite _site = new(HelpdeskSite.Day, new Script(), line => line with { Queue = new() { Source = "operator" } });

    [Fact]
    public async Task Who_is_about_to_be_rung_is_rung_for_nobody_else_although_the_store_does_not_know_it_yet()
    {
        await using var queue = new AgentQueue(_site.Site);
        Add("anna", idle: 9);
        Add("bela", idle: 5);
        await using var first = Waits(queue, "a", waited: 3);
        await using var second = Waits(queue, "b", waited: 2);
        await using var third = Waits(queue, "c", waited: 1);
        Assert.Equal("anna", Rung(await first.NextAsync(default)));
        Assert.Equal("bela", Rung(await second.NextAsync(default)));
        Assert.Equal(new QueueDecision.Wait(3, 2), await third.NextAsync(default));
    }

    [Fact]
    public async Task Rung_in_vain_a_call_keeps_its_place_and_whoever_is_free_is_rung_for_it_again()
    {
        await using var queue = new AgentQueue(_site.Site);
        Add("anna", idle: 9);
        await using var first = Waits(queue, "a", waited: 3);
        await using var second = Waits(queue, "b", waited: 2);
        await first.NextAsync(default);
        first.GoOn();
        Assert.Equal(new QueueDecision.Wait(2, 1), await second.NextAsync(default));
        Assert.Equal("anna", Rung(await first.NextAsync(default)));
    }

    [Fact]
    public async Task Who_has_left_takes_nobody_and_leaves_the_agent_to_the_next()
    {
        await using var queue = new AgentQueue(_site.Site);
        Add("anna", idle: 9);
        await using var first = Waits(queue, "a", waited: 3);
        await using var second = Waits(queue, "b", waited: 2);
        await first.NextAsync(default);
        await first.LeaveAsync(QueueOutcome.Abandoned);
        await Assert.ThrowsAsync<OperationCanceledException>(() => first.NextAsync(default));
        Assert.Equal("anna", Rung(await second.NextAsync(default)));
    }

    private static string Rung(QueueDecision decision) => Assert.Single(Assert.IsType<QueueDecision.Ring>(decision).Agents).Id;

    private void Add(string id, int idle) => _site.Agents.All[id] = new AgentStanding(
        new Agent(id, id, $"sip:{id}@127.0.0.1", ["ipaxes"], ["es-MX"], []),
        new AgentState(IsSignedIn: true, null, null, Now - Duration.FromMinutes(idle), 0, null));

    private QueuePlace Waits(AgentQueue queue, string id, int waited)
    {
        var joined = Now - Duration.FromMinutes(waited);
        var call = new QueuedCall(id, "ipaxes", null, "es-MX", joined, joined);
        return queue.Rejoin(_site.Line, new CallBack(id, Folio.Of("52", 1), $"call-{id}", "+528183450101", call, Now, 0, CallBackState.Open));
    }
}
