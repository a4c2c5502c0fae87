using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Exploration;
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

    [Fact]
    public void Who_waits_while_the_store_is_away_keeps_the_place_and_is_served_once_it_is_back()
    {
        Add("anna", idle: 9);
        var isAway = true;
        var site = _site.Site with
        {
            Agents = Away.Of<IAgentStore>(_site.Agents, _ => isAway),
            Queue = Away.Of<IQueueStore>(_site.Queue, _ => isAway),
        };
        Pump.Run(_site.Time, async () =>
        {
            await using var queue = new AgentQueue(site);
            await using var place = Waits(queue, "a", waited: 3);
            Assert.Null(await place.EstimateAsync(new QueueDecision.Wait(1, 1), default));
            var next = place.NextAsync(default);
            await Task.Delay(TimeSpan.FromSeconds(5), _site.Time);
            Assert.False(next.IsCompleted);
            isAway = false;
            await Task.Delay(TimeSpan.FromSeconds(2), _site.Time);
            Assert.True(next.IsCompletedSuccessfully);
            Assert.Equal("anna", Rung(await next));
        });
    }

    [Theory]
    [InlineData("no-answer", 1)]
    [InlineData("absent", 0)]
    [InlineData("answer", 0)]
    public void An_agent_whom_the_store_does_not_take_back_is_free_once_it_is_there_again(string rings, int missed)
    {
        var scene = new HelpdeskSite(HelpdeskSite.Day, new Script().With("anna", $"dial={rings}"), line => line with { Queue = new() { Source = "operator" } });
        scene.Agents.All["anna"] = Standing("anna", idle: 9);
        var isAway = false;
        var site = scene.Site with { Agents = Away.Of<IAgentStore>(scene.Agents, _ => isAway) };
        Pump.Run(scene.Time, async () =>
        {
            await using var queue = new AgentQueue(site);
            var ring = new AgentRing(site, scene.Exchange, queue, scene.Line, new CallJournal(site.Calls, site.Clock, callId: null));
            var ringing = ring.ReachAsync([scene.Agents.All["anna"].Agent], async (_, leg) =>
            {
                await leg.HangUpAsync(default);
                return true;
            }, default);
            isAway = true;
            if (await ringing is var (agent, leg)) await ring.FinishAsync(agent, leg);
            Assert.Equal("here", scene.Agents.All["anna"].State.Node);
            isAway = false;
            await Task.Delay(TimeSpan.FromSeconds(2), scene.Time);
        });
        Assert.Equal((null, missed), (scene.Agents.All["anna"].State.Node, scene.Agents.All["anna"].State.Missed));
        Assert.NotNull(scene.Agents.All["anna"].State.WrapUpUntil);
    }

    [Fact]
    public void An_agent_who_can_not_be_taken_because_the_store_takes_nothing_is_not_rung_and_not_tried_again_until_it_does()
    {
        Add("anna", idle: 9);
        var isAway = true;
        var site = _site.Site with { Agents = Away.Of<IAgentStore>(_site.Agents, asked => asked != "AgentsAsync" && isAway) };
        Pump.Run(_site.Time, async () =>
        {
            await using var queue = new AgentQueue(site);
            var ring = new AgentRing(site, _site.Exchange, queue, _site.Line, new CallJournal(site.Calls, site.Clock, callId: null));
            Assert.Null(await ring.ReachAsync([_site.Agents.All["anna"].Agent], (_, _) => Task.FromResult(true), default));
            await using var place = Waits(queue, "a", waited: 3);
            Assert.Equal(new QueueDecision.Wait(1, 1), await place.NextAsync(default));
            isAway = false;
            await Task.Delay(TimeSpan.FromSeconds(2), _site.Time);
            Assert.Equal("anna", Rung(await place.NextAsync(default)));
        });
        Assert.Empty(_site.Exchange.Rung);
    }

    private static string Rung(QueueDecision decision) => Assert.Single(Assert.IsType<QueueDecision.Ring>(decision).Agents).Id;

    private void Add(string id, int idle) => _site.Agents.All[id] = Standing(id, idle);

    private static AgentStanding Standing(string id, int idle) => new(
        new Agent(id, id, $"sip:{id}@127.0.0.1", ["ipaxes"], ["es-MX"], []),
        new AgentState(IsSignedIn: true, null, null, Now - Duration.FromMinutes(idle), 0, null));

    private QueuePlace Waits(AgentQueue queue, string id, int waited)
    {
        var joined = Now - Duration.FromMinutes(waited);
        var call = new QueuedCall(id, "ipaxes", null, "es-MX", joined, joined);
        return queue.Rejoin(_site.Line, new CallBack(id, Folio.Of("52", 1), $"call-{id}", "+528183450101", call, Now, 0, CallBackState.Open));
    }
}
