using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Nodes;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Nodes;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>Two nodes of one store, of which one dies and does not come back.</summary>
public sealed class NodeTests
{
    private static readonly TimeSpan Patience = NodeKeeper.Patience.ToTimeSpan();

    [Fact]
    public void What_a_node_left_that_is_gone_is_ended_once_its_beats_stand_still()
    {
        var site = Left();
        var nodes = new MemoryNodes();
        Keep(site, nodes, async () =>
        {
            await nodes.BeginAsync("gone", "gone#1", default);
            await Task.Delay(Patience - NodeKeeper.Heartbeat, site.Time);
            Assert.Empty(site.Exchange.Ended);
            Assert.Equal("gone", site.Agents.All["anna"].State.Node);
            await Task.Delay(3 * NodeKeeper.Heartbeat, site.Time);
        });
        Assert.Equal(["ring", "talk"], site.Exchange.Ended);
        Assert.Empty(site.Legs.All);
        Assert.Null(site.Agents.All["anna"].State.Node);
        Assert.Equal(QueueOutcome.CutOff, Assert.Single(site.Queue.All).Outcome);
        Assert.Equal(CallEnding.Interrupted, site.Ending("call-9"));
        Assert.DoesNotContain("gone", nodes.Beats.Keys);
    }

    [Fact]
    public void A_node_that_beats_however_seldom_is_left_alone()
    {
        var site = Left();
        var nodes = new MemoryNodes();
        Keep(site, nodes, async () =>
        {
            await nodes.BeginAsync("gone", "gone#1", default);
            for (var beat = 0; beat < 10; beat++)
            {
                await Task.Delay(Patience - (NodeKeeper.Heartbeat / 2), site.Time);
                Assert.True(await nodes.BeatAsync("gone", "gone#1", default));
            }
        });
        Assert.Empty(site.Exchange.Ended);
        Assert.Equal("gone", site.Agents.All["anna"].State.Node);
    }

    [Fact]
    public void A_store_that_was_away_makes_nobody_dead_who_beats_once_it_is_back()
    {
        var site = Left();
        var nodes = new MemoryNodes();
        Keep(site, nodes, async () =>
        {
            await nodes.BeginAsync("gone", "gone#1", default);
            await Task.Delay(Patience - (2 * NodeKeeper.Heartbeat), site.Time);
            nodes.IsAway = true;
            await Task.Delay(3 * Patience, site.Time);
            nodes.IsAway = false;
            await Task.Delay(Patience - NodeKeeper.Heartbeat, site.Time);
            Assert.True(await nodes.BeatAsync("gone", "gone#1", default));
            await Task.Delay(Patience - NodeKeeper.Heartbeat, site.Time);
        });
        Assert.Empty(site.Exchange.Ended);
    }

    [Fact]
    public void A_node_that_was_taken_for_dead_begins_again_and_one_that_stops_is_no_longer_there()
    {
        var site = Left();
        var nodes = new MemoryNodes();
        Keep(site, nodes, async () =>
        {
            nodes.Beats[Here(site)] = new NodeBeat(Here(site), "gone#1", 7);
            await Task.Delay(2 * NodeKeeper.Heartbeat, site.Time);
            Assert.StartsWith(Here(site) + "#", nodes.Beats[Here(site)].Process, StringComparison.Ordinal);
        });
        Assert.Empty(nodes.Beats);
    }

    [Fact]
    public void Of_two_processes_that_run_as_one_node_the_first_says_so_and_takes_nothing_back()
    {
        var site = Left();
        var nodes = new MemoryNodes();
        var log = new Told();
        Keep(
            site,
            nodes,
            async () =>
            {
                await nodes.BeginAsync(Here(site), Here(site) + "#another", default);
                await Task.Delay(3 * NodeKeeper.Heartbeat, site.Time);
            },
            log);
        Assert.Equal(Here(site) + "#another", nodes.Beats[Here(site)].Process);
        Assert.Contains(log.Critical, told => told.Contains("Storage:Node", StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_that_comes_back_while_another_ends_what_it_left_is_left_the_rest()
    {
        var site = Left();
        var looks = 0;
        Pump.Run(site.Time, async () =>
        {
            Assert.False(await CrashRecovery.RunAsync(site.Site, "gone", () => Task.FromResult(looks++ == 0), default));
        });
        Assert.Equal(CallEnding.Interrupted, site.Ending("call-9"));
        Assert.Null(Assert.Single(site.Queue.All).Outcome);
    }

    [Fact]
    public void After_a_start_the_agents_whom_the_life_before_had_taken_are_free_when_their_telephones_are()
    {
        var left = Left("here");
        var taken = new List<string?>();
        var exchange = Away.Of<IExchange>(left.Exchange, asked =>
        {
            if (asked == nameof(IExchange.EndLeftAsync)) taken.Add(left.Agents.All["anna"].State.Node);
            return false;
        });
        var runner = new EscalationRunner(left.Site, NullLogger<EscalationRunner>.Instance) { Exchange = exchange };
        Assert.Equal("here", Here(left));
        Pump.Run(left.Time, async () =>
        {
            await using var keeper = new NodeKeeper(left.Site, new MemoryNodes(), runner, NullLogger<NodeKeeper>.Instance);
            await keeper.BeginAsync(default);
            runner.StartResuming();
            keeper.Start();
            await Task.Delay(TimeSpan.FromSeconds(1), left.Time);
            Assert.Null(left.Agents.All["anna"].State.Node);
            await runner.DisposeAsync();
        });
        Assert.Equal(["here", "here"], taken);
    }

    [Fact]
    public void A_node_is_dead_until_its_legs_have_been_ended_whatever_the_store_does_meanwhile()
    {
        var left = Left();
        var nodes = new MemoryNodes();
        var isAway = true;
        var site = left.Site with { Legs = Away.Of<IStandingLegStore>(left.Legs, asked => asked == "OfNodeAsync" && isAway) };
        var runner = new EscalationRunner(site, NullLogger<EscalationRunner>.Instance) { Exchange = left.Exchange };
        Pump.Run(left.Time, async () =>
        {
            await using var keeper = new NodeKeeper(site, nodes, runner, NullLogger<NodeKeeper>.Instance);
            await keeper.BeginAsync(default);
            await nodes.BeginAsync("gone", "gone#1", default);
            keeper.Start();
            await Task.Delay(Patience + NodeKeeper.Heartbeat, left.Time);
            Assert.Equal("gone", left.Agents.All["anna"].State.Node);
            Assert.NotEqual("gone#1", nodes.Beats["gone"].Process);
            isAway = false;
            await Task.Delay(Patience + (2 * NodeKeeper.Heartbeat), left.Time);
        });
        Assert.Equal(["ring", "talk"], left.Exchange.Ended);
        Assert.Null(left.Agents.All["anna"].State.Node);
        Assert.Empty(nodes.Beats);
    }

    [Fact]
    public void Before_a_caller_is_phoned_the_call_is_ended_in_which_the_caller_waits_on_a_node_that_is_gone()
    {
        var site = new HelpdeskSite(
            HelpdeskSite.Night, new Script().With("lucia", "dial=answer", "engineer.accept=1", "bridge=helper").With("customer", "dial=answer"));
        var ticket = site.Raised("aceros");
        Pump.Run(site.Time, async () =>
        {
            await site.Legs.NoteAsync(new StandingLeg("call-9", "gone", "", "caller", RingsUntil: null), default);
            await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", "call-9", HelpdeskSite.Maria, "es-MX", site.Site.Clock.Now), default);
            site.Runner.Begin(site.Escalations.All.Single(), callerWaits: false);
            await site.QuietAsync();
        });
        Assert.Equal(["caller"], site.Exchange.Ended);
        Assert.Empty(site.Legs.All);
        Assert.Equal(["lucia accepted"], site.Escalations.Outcomes);
    }

    private static string Here(HelpdeskSite site) => site.Site.Node;

    /// <summary>A ring and a talk, an agent, a wait and a call of a node that is gone.</summary>
    private static HelpdeskSite Left(string node = "gone")
    {
        var site = new HelpdeskSite(HelpdeskSite.Day, new Script());
        Pump.Run(site.Time, async () =>
        {
            await site.Legs.NoteAsync(new StandingLeg("leg-a", node, "", "ring", site.Site.Clock.Now + Duration.FromSeconds(25)), default);
            await site.Legs.NoteAsync(new StandingLeg("leg-b", node, "lucia", "talk", RingsUntil: null), default);
            await site.Queue.JoinAsync(new QueueWait("w1", "ipaxes", "call-9", "520017", site.Site.Clock.Now), node, default);
            await site.Calls.OpenAsync(new CallRecord("call-9", "ipaxes", "5000", HelpdeskSite.Maria, site.Site.Clock.Now, null, null), node, default);
        });
        site.Agents.All["anna"] = new AgentStanding(
            new Agent("anna", "Anna", "sip:anna@127.0.0.1", ["ipaxes"], ["es-MX"], []),
            new AgentState(IsSignedIn: true, null, null, Moment.At(HelpdeskSite.Day), 0, node));
        return site;
    }

    /// <summary>The keeper of the node that lives, while something happens.</summary>
    private static void Keep(HelpdeskSite site, MemoryNodes nodes, Func<Task> happens, ILogger<NodeKeeper>? log = null) => Pump.Run(site.Time, async () =>
    {
        var keeper = new NodeKeeper(site.Site, nodes, site.Runner, log ?? NullLogger<NodeKeeper>.Instance);
        await keeper.BeginAsync(default);
        keeper.Start();
        await happens();
        await keeper.DisposeAsync();
    });

    /// <summary>Keeps what was told as critical.</summary>
    private sealed class Told : ILogger<NodeKeeper>
    {
        public List<string> Critical { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical) Critical.Add(formatter(state, exception));
        }
    }
}
