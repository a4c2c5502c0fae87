using System.Net;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Lines;
using SupportLine.Ivr;
using SupportLine.Ivr.Drills;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Live;
using SupportLine.Ivr.Nodes;
using SupportLine.Ivr.Queues;
using SupportLine.Server.Live;
using SupportLine.Server.Outbox;
using SupportLine.Server.Settings;
using SupportLine.Server.Watches;
using SupportLine.Storage;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Hosting;

/// <summary>The whole service, wired: what <c>run</c> runs, the demo shows, and the call tests dial.</summary>
internal sealed class SupportLineService : IAsyncDisposable
{
    /// <summary>Longer than it takes to say that somebody is called back.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly Store _store;
    private readonly EscalationRunner _escalations;
    private readonly CallBackRunner _callBacks;
    private readonly IReadOnlyList<IAsyncDisposable> _watches;
    private readonly IReadOnlyList<IAsyncDisposable> _engineWatches;
    private int _stopped;

    /// <param name="store">Opened.</param>
    /// <param name="site">What conversations work with.</param>
    /// <param name="engine">Started.</param>
    /// <param name="live">Looks at it.</param>
    /// <param name="escalations">Rings engineers.</param>
    /// <param name="callBacks">Calls customers back.</param>
    /// <param name="engineWatches">Those that ask the engine, and so stop before it: with it, connections and so their phones would seem to go.</param>
    /// <param name="watches">The others: calls that finish while it stops are theirs too.</param>
    private SupportLineService(
        Store store, Site site, CallEngine engine, LiveSource live, EscalationRunner escalations, CallBackRunner callBacks,
        IReadOnlyList<IAsyncDisposable> engineWatches, IReadOnlyList<IAsyncDisposable> watches)
    {
        (_store, Site, Engine, Live) = (store, site, engine, live);
        (_escalations, _callBacks, _engineWatches, _watches) = (escalations, callBacks, engineWatches, watches);
    }

    public Site Site { get; }

    public CallEngine Engine { get; }

    /// <summary>How it stands, for whoever looks.</summary>
    public LiveSource Live { get; }

    /// <summary>Holds exercises.</summary>
    public required DrillRunner Drills { get; init; }

    /// <summary>Whether store and recordings can be written.</summary>
    public required HealthKeeper Health { get; init; }

    /// <summary>The first address callers reach it at.</summary>
    public IPEndPoint Address => Engine.Listening[0];

    /// <summary>Starts it: calls are answered when this returns.</summary>
    /// <param name="settings">Checked.</param>
    /// <param name="loggers">Where it tells what it does.</param>
    /// <param name="observe">Wraps the calls' record, for whoever watches; null keeps it as it is.</param>
    /// <param name="businessTime">Business time; null follows the settings.</param>
    /// <param name="rehearse">Whether it first phones itself, so that the first caller need not wait for code to be compiled.</param>
    /// <exception cref="StartException">It cannot start; each reason is a line.</exception>
    public static async Task<SupportLineService> StartAsync(
        SiteSettings settings, ILoggerFactory loggers, Func<ICallStore, ICallStore>? observe = null, TimeProvider? businessTime = null, bool rehearse = false)
    {
        var real = TimeProvider.System;
        var time = businessTime ?? (settings.StartAt is { } startAt ? new ShiftedTime(real, startAt) : real);
        var alarms = new AlarmLog(loggers, new BusinessClock(time));
        loggers = alarms;

        // Before the store, which is brought up to date as it is opened: a start that is refused has changed nothing.
        var materials = Materials.Load(settings, loggers);
        var store = await OpenStoreAsync(settings, materials.Lines, real);
        try
        {
            Directory.CreateDirectory(settings.Recordings);
            var calls = new LiveCalls(observe is null ? store.Calls : observe(store.Calls));
            var bare = new Site
            {
                Lines = materials.Lines,
                Prompts = materials.Prompts,
                Tickets = store.Tickets,
                Calls = calls,
                Directory = store.Directory,
                Rotas = store.Rotas,
                Escalations = store.Escalations,
                Legs = store.Legs,
                Agents = store.Agents,
                Queue = store.Queue,
                CallBacks = store.CallBacks,
                Announcements = store.Announcements,
                Credits = store.Credits,
                Visits = store.Visits,
                Clock = new BusinessClock(time),
                RealTime = real,
                Recordings = settings.Recordings,
                Node = settings.Node,
                DiagnosticNumbers = settings.DiagnosticNumbers,
            };
            var (postroom, site) = Postroom.Open(settings, materials.Mails, store, bare, loggers);
            var options = EngineSettings.Of(settings);
            if (rehearse) await Rehearsal.RunAsync(site, settings.Storage, options, loggers.CreateLogger("SupportLine.Rehearsal"));
            var escalations = new EscalationRunner(site, loggers.CreateLogger<EscalationRunner>());
            var queue = new AgentQueue(site);
            var callBacks = new CallBackRunner(site, queue, loggers.CreateLogger<CallBackRunner>());
            var handler = new CallHandler(site, escalations, queue, loggers.CreateLogger<CallHandler>());
            var engine = new CallEngine(options, handler, real, loggers.CreateLogger("SupportLine.Telephony"));
            handler.Exchange = engine;
            escalations.Exchange = engine;
            callBacks.Exchange = engine;
            var live = new LiveSource(site, calls, queue, engine, alarms, options.MaxCalls);
            var nodes = new NodeKeeper(site, store.Nodes, escalations, loggers.CreateLogger<NodeKeeper>());
            await nodes.BeginAsync(CancellationToken.None);
            foreach (var source in materials.Lines.Sources) await store.LineFiles.KeepAsync(source, CancellationToken.None);
            var phones = new PhoneKeeper(engine, store.Phones, site.Node, real, loggers.CreateLogger<PhoneKeeper>());
            await phones.RestoreAsync(CancellationToken.None);
            engine.Start();
            escalations.StartResuming();
            callBacks.Start(escalations.LeftEndedAsync());
            nodes.Start();
            var watcher = new TicketWatcher(site, store.Watches, loggers.CreateLogger<TicketWatcher>());
            watcher.Start();
            var keeper = new RecordingKeeper(site, loggers.CreateLogger<RecordingKeeper>());
            keeper.Start();
            var sent = new OutboxKeeper(store.Outbox, settings.KeepSent, real, loggers.CreateLogger<OutboxKeeper>());
            sent.Start();
            var bans = new BanKeeper(engine, store.Bans, real, loggers.CreateLogger<BanKeeper>());
            bans.Start();
            phones.Start();
            var memory = new MemoryKeeper(engine, real, loggers.CreateLogger<MemoryKeeper>());
            memory.Start();
            postroom.Start();
            var health = new HealthKeeper(() => store.ProbeAsync(CancellationToken.None), site.Recordings, site.RecordingFloor, real, loggers.CreateLogger<HealthKeeper>());
            health.Start();
            return new SupportLineService(store, site, engine, live, escalations, callBacks, [phones, memory], [health, watcher, keeper, sent, bans, nodes, callBacks, queue, escalations, postroom])
            {
                Drills = new DrillRunner(site, loggers.CreateLogger<DrillRunner>()) { Exchange = engine },
                Health = health,
            };
        }
        catch (IOException e)
        {
            await store.DisposeAsync();
            throw new StartException(e.Message, e);
        }
    }

    /// <summary>Takes no new calls; those that stand go on, with whom they need, and what no caller waits for is left to the next start.</summary>
    public void Drain()
    {
        Engine.Drain();
        _escalations.Drain();
        _callBacks.Drain();
    }

    /// <summary>Takes no new calls; those that stand may finish until the deadline, and whoever still waits then for an engineer is told how it goes on.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1) return;
        Drain();
        if (grace > TimeSpan.Zero)
        {
            await Engine.QuietAsync(grace);
            _escalations.Leave();
            await Engine.QuietAsync(LastWords);
        }

        foreach (var watch in _engineWatches) await watch.DisposeAsync();
        await Engine.StopAsync(TimeSpan.Zero);
        foreach (var watch in _watches) await watch.DisposeAsync();
        await _store.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private static async Task<Store> OpenStoreAsync(SiteSettings settings, LineBook lines, TimeProvider real)
    {
        try
        {
            return await Store.OpenAsync(settings.Storage, real, CancellationToken.None, settings.SecretKey, Postroom.Notifier(settings, lines));
        }
        catch (StoreException e)
        {
            throw new StartException($"Storage:Connection: {e.Message}", e);
        }
    }
}
