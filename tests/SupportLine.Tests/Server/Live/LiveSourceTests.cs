using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Ivr.Live;
using SupportLine.Ivr.Queues;
using SupportLine.Server.Control;
using SupportLine.Server.Live;
using SupportLine.Storage;
using SupportLine.Tests.Ivr.Scripted;
using SupportLine.Tests.Telephony.Calls;
using Xunit.Abstractions;

namespace SupportLine.Tests.Server.Live;

/// <summary>What a snapshot says of a site, and what it costs.</summary>
public sealed class LiveSourceTests(ITestOutputHelper output)
{
    private const string Busy = """{"language":"es-MX","organisationId":"aceros","standing":"authorised","claimed":"emergencia","confirmed":true,"contactNumber":""}""";

    private readonly HelpdeskSite _site = new(HelpdeskSite.Day, new Script(), line => line with { Queue = new QueueTerms { Source = "operator" } });

    [Fact]
    public async Task Everybody_is_where_the_queue_the_ladder_and_the_calls_say()
    {
        await using var engines = new TwoEngines();
        var calls = new LiveCalls(_site.Calls);
        var site = _site.Site with { Calls = calls };
        await using var queue = new AgentQueue(site);
        foreach (var id in new[] { "talks", "waits", "escalates", "reaches" }) await CallAsync(calls, id);
        await calls.AppendAsync("talks", site.Clock.Now, "connected", "agent:anna");
        await calls.AppendAsync("reaches", site.Clock.Now, "ringing", "agent:bela");
        foreach (var id in new[] { "anna", "bela", "caro", "dora" })
        {
            _site.Agents.All[id] = new AgentStanding(new Agent(id, id, $"sip:{id}@127.0.0.1", ["ipaxes"], ["es-MX"], []), AgentState.SignedOut);
            await site.Agents.SignInAsync(id, site.Clock.Now, default);
        }

        await site.Agents.ClaimAsync("anna", "here", site.Clock.Now, default);
        await site.Agents.ClaimAsync("caro", "elsewhere", site.Clock.Now, default);
        await site.Agents.PauseAsync("dora", "meal", site.Clock.Now, default);
        var ticket = _site.Raised("aceros");
        await using var place = await queue.JoinAsync(site.Lines.Lines[0], ticket, "pbx", "waits", "es-MX", default);
        var escalation = await site.Escalations.BeginAsync(new NewEscalation(ticket.Folio, "ipaxes", "escalates", "+528183450101", "es-MX", site.Clock.Now), default);
        await Note(site, escalation, "1", "lucia", "no-answer");
        await Note(site, escalation, "2", "diego", "ringing");

        var snapshot = await new LiveSource(site, calls, queue, engines.Called, NoAlarms(site), 500).TakeAsync(default);

        Assert.Equal(
            [("escalates", LiveDoing.Escalating, ""), ("reaches", LiveDoing.Reaching, "agent:bela"), ("talks", LiveDoing.Talking, "agent:anna"), ("waits", LiveDoing.Waiting, "")],
            snapshot.Calls.Select(call => (call.Id, call.Doing, call.Detail)));
        Assert.All(snapshot.Calls, call => Assert.Equal(("Aceros del Norte", "emergencia"), (call.Organisation, call.Claimed)));
        Assert.Equal(
            [("anna", LiveAgentState.Talking, "talks"), ("bela", LiveAgentState.Rung, "reaches"), ("caro", LiveAgentState.Engaged, (string?)null), ("dora", LiveAgentState.Paused, (string?)null)],
            snapshot.Agents.Select(agent => (agent.Id, agent.State, agent.Call)));
        Assert.Equal(site.Clock.Now.ToDateTimeOffset(), snapshot.Agents.Single(agent => agent.Id == "dora").Since);
        var wait = Assert.Single(snapshot.Queue);
        Assert.Equal(((int?)1, "waits", "Aceros del Norte", "pbx"), (wait.Position, wait.Call, wait.Organisation, wait.Product));
        var rung = Assert.Single(snapshot.Escalations);
        Assert.Equal(("diego", (int?)1, 2), (Assert.Single(rung.Ringing).Id, rung.Rung, rung.Attempts));
        Assert.Equal("Aceros del Norte", rung.Organisation);
        Assert.Null(rung.Accepted);

        await Note(site, escalation, "2", "diego", "accepted");
        await site.Escalations.AcceptAsync(escalation.Id, "diego", site.Clock.Now, default);
        var accepted = Assert.Single((await new LiveSource(site, calls, queue, engines.Called, NoAlarms(site), 500).TakeAsync(default)).Escalations);
        Assert.Equal("diego", accepted.Accepted?.Id);
        Assert.Empty(accepted.Ringing);
    }

    [Fact]
    public async Task Call_backs_keep_their_places_before_those_that_are_not_due()
    {
        await using var engines = new TwoEngines();
        var calls = new LiveCalls(_site.Calls);
        var site = _site.Site with { Calls = calls };
        await using var queue = new AgentQueue(site);
        var ticket = _site.Raised("aceros");
        var now = site.Clock.Now;
        foreach (var (id, due) in new[] { ("later", now + Duration.FromMinutes(10)), ("due", now) })
        {
            var kept = new CallBack(id, ticket.Folio, "call", "+528183450101", new QueuedCall(id, "ipaxes", null, "es-MX", now, now), due, 1, CallBackState.Open);
            await site.CallBacks.KeepAsync(kept, default);
            if (id == "due") queue.Rejoin(site.Lines.Lines[0], kept);
        }

        var snapshot = await new LiveSource(site, calls, queue, engines.Called, NoAlarms(site), 500).TakeAsync(default);
        Assert.Equal([((int?)1, 1), ((int?)null, 1)], snapshot.Queue.Select(wait => (wait.Position, wait.Attempts)));
        Assert.All(snapshot.Queue, wait => Assert.Equal(("Aceros del Norte", "+528183450101"), (wait.Organisation, wait.Number)));
        Assert.Equal(now.ToDateTimeOffset().AddMinutes(10), snapshot.Queue[1].CallBackAt);
    }

    [Fact]
    public async Task A_store_that_fails_or_hangs_leaves_the_calls_on_the_screen_and_is_not_asked_again_while_it_hangs()
    {
        await using var engines = new TwoEngines();
        var time = new FakeTimeProvider();
        var calls = new LiveCalls(_site.Calls);
        var stuck = new StuckCallBacks();
        var site = _site.Site with { Calls = calls, CallBacks = stuck, RealTime = time };
        await using var queue = new AgentQueue(site);
        await CallAsync(calls, "call");
        var source = new LiveSource(site, calls, queue, engines.Called, NoAlarms(site), 500);

        stuck.Answer = Task.FromException<IReadOnlyList<CallBack>>(new IOException("the disk is gone"));
        var failed = await source.TakeAsync(default);
        Assert.Equal("the disk is gone", failed.StoreTrouble);
        Assert.Single(failed.Calls);

        stuck.Answer = new TaskCompletionSource<IReadOnlyList<CallBack>>().Task;
        for (var look = 0; look < 3; look++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var hung = source.TakeAsync(default);
            while (!hung.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(1);
            }

            Assert.Equal("it has not answered for 2 s", (await hung).StoreTrouble);
        }

        Assert.Equal(2, stuck.Asked);
    }

    [Fact]
    public async Task However_many_ask_at_once_one_snapshot_is_taken()
    {
        await using var engines = new TwoEngines();
        var counted = new StuckCallBacks();
        var site = _site.Site with { CallBacks = counted, RealTime = new FakeTimeProvider() };
        await using var queue = new AgentQueue(site);
        var source = new LiveSource(site, new LiveCalls(_site.Calls), queue, engines.Called, NoAlarms(site), 500);
        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => source.TakeAsync(default)));
        Assert.Equal(1, counted.Asked);
        Assert.Single(taken.Distinct());
    }

    /// <summary>SUPPORTLINE_LIVE=500 measures it with so many calls; the usual run only does it once.</summary>
    [Fact]
    public async Task A_snapshot_of_many_calls_costs_what_the_output_says()
    {
        var many = int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_LIVE"), out var asked) ? asked : 0;
        var (count, times) = many > 0 ? (many, 200) : (20, 1);
        var folder = Directory.CreateTempSubdirectory("live");
        try
        {
            await using var engines = new TwoEngines();
            await using var store = await Store.OpenAsync(Path.Combine(folder.FullName, "live.db"), TimeProvider.System, default);
            var calls = new LiveCalls(store.Calls);
            var site = _site.Site with
            {
                Calls = calls, Agents = store.Agents, Queue = store.Queue, CallBacks = store.CallBacks, Tickets = store.Tickets,
                Directory = store.Directory, Escalations = store.Escalations, Legs = store.Legs, Rotas = store.Rotas, RealTime = TimeProvider.System,
            };
            await using var queue = new AgentQueue(site);
            await FillAsync(site, calls, queue, count);
            var source = new LiveSource(site, calls, queue, engines.Called, NoAlarms(site), 500);
            await source.TakeAsync(default);

            var (octets, spent, allocated) = (0, Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++)
            {
                // A source of its own each time: nothing is shared with the one before.
                var snapshot = await new LiveSource(site, calls, queue, engines.Called, NoAlarms(site), 500).TakeAsync(default);
                octets = JsonSerializer.SerializeToUtf8Bytes(snapshot, ControlJson.Options).Length;
                Assert.Equal((count, count / 5, count / 10), (snapshot.Calls.Count, snapshot.Queue.Count, snapshot.Agents.Count));
                Assert.Equal(3, snapshot.Escalations.Count);
            }

            output.WriteLine(FormattableString.Invariant(
                $"{count} calls, {count / 5} in the queue, {count / 10} agents, 3 escalations: {Stopwatch.GetElapsedTime(began).TotalMilliseconds / times:0.0} ms a snapshot, {(Environment.CpuUsage.TotalTime - spent).TotalMilliseconds / times:0.0} ms of processor, {octets / 1024} KB sent, {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / times / 1024} KB allocated"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(Site site, LiveCalls calls, AgentQueue queue, int count)
    {
        await site.Directory.ImportAsync(
            new DirectoryImport([new Organisation("aceros", "Aceros del Norte")], [], new Dictionary<string, string>(), [], [], [])
            {
                Agents = [.. Enumerable.Range(0, count / 10).Select(i => new Agent($"agent{i:000}", $"Agent {i}", $"phone:agent{i}", ["ipaxes"], ["es-MX"], []))],
            },
            default);
        var ticket = NewTicket(site);
        for (var i = 0; i < count; i++) await CallAsync(calls, $"call{i:000}");
        for (var i = 0; i < count / 5; i++) await queue.JoinAsync(site.Lines.Lines[0], (await site.Tickets.RaiseAsync(ticket, default)).Ticket, "pbx", $"call{i:000}", "es-MX", default);
        for (var i = 0; i < count / 10; i++) await site.Agents.SignInAsync($"agent{i:000}", site.Clock.Now, default);
        for (var i = 0; i < 3; i++)
        {
            var folio = (await site.Tickets.RaiseAsync(ticket, default)).Ticket.Folio;
            var escalation = await site.Escalations.BeginAsync(new NewEscalation(folio, "ipaxes", $"call{i:000}", "+528183450101", "es-MX", site.Clock.Now), default);
            for (var ring = 0; ring < 10; ring++) await Note(site, escalation, $"{ring}", "lucia", ring < 9 ? "no-answer" : "ringing");
        }
    }

    private static NewTicket NewTicket(Site site) => new()
    {
        LineId = "ipaxes", FolioPrefix = "52", OrganisationId = "aceros", Severity = "estandar", Claimed = "emergencia", Status = "new", Language = "es-MX", RaisedAt = site.Clock.Now, Actor = "caller",
    };

    private static async Task CallAsync(LiveCalls calls, string id)
    {
        await calls.OpenAsync(new CallRecord(id, "ipaxes", "5000", "+528183450101", Instant.FromDateTimeOffset(Night.At), null, null), "here", default);
        await calls.AppendAsync(id, Instant.FromDateTimeOffset(Night.At), "progress", Busy);
        await calls.AppendAsync(id, Instant.FromDateTimeOffset(Night.At), "said", "…");
    }

    private static Task Note(Site site, Escalation escalation, string leg, string engineer, string outcome) =>
        site.Escalations.NoteAttemptAsync(new EscalationAttempt(escalation.Id, leg, engineer, "sip:engineer@127.0.0.1", site.Clock.Now, outcome), default);

    private static AlarmLog NoAlarms(Site site) => new(NullLoggerFactory.Instance, site.Clock);
}
