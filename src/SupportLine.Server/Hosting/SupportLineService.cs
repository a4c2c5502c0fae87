using System.Net;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Queues;
using SupportLine.Server.Settings;
using SupportLine.Server.Watches;
using SupportLine.Storage;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Hosting;

/// <summary>The whole service, wired: what <c>run</c> runs, the demo shows, and the call tests dial.</summary>
internal sealed class SupportLineService : IAsyncDisposable
{
    private readonly Store _store;
    private readonly EscalationRunner _escalations;
    private readonly AgentQueue _queue;
    private readonly CallBackRunner _callBacks;
    private readonly TicketWatcher _watcher;
    private readonly RecordingKeeper _keeper;
    private readonly BanKeeper _bans;

    private SupportLineService(Store store, Site site, CallEngine engine, EscalationRunner escalations, AgentQueue queue, CallBackRunner callBacks, TicketWatcher watcher, RecordingKeeper keeper, BanKeeper bans)
    {
        _watcher = watcher;
        _keeper = keeper;
        _bans = bans;
        _store = store;
        Site = site;
        Engine = engine;
        _escalations = escalations;
        _queue = queue;
        _callBacks = callBacks;
    }

    public Site Site { get; }

    public CallEngine Engine { get; }

    /// <summary>The first address callers reach it at.</summary>
    public IPEndPoint Address => Engine.Listening[0];

    /// <summary>Starts it: calls are answered when this returns.</summary>
    /// <param name="settings">Checked.</param>
    /// <param name="loggers">Where it tells what it does.</param>
    /// <param name="observe">Wraps the calls' record, for whoever watches; null keeps it as it is.</param>
    /// <param name="businessTime">Business time; null follows the settings.</param>
    /// <exception cref="StartException">It cannot start; each reason is a line.</exception>
    public static async Task<SupportLineService> StartAsync(
        SiteSettings settings, ILoggerFactory loggers, Func<ICallStore, ICallStore>? observe = null, TimeProvider? businessTime = null)
    {
        // Before the store, which is brought up to date as it is opened: a start that is refused has changed nothing.
        var materials = Materials.Load(settings, loggers);
        var real = TimeProvider.System;
        var store = await OpenStoreAsync(settings, real);
        try
        {
            Directory.CreateDirectory(settings.Recordings);
            var time = businessTime ?? (settings.StartAt is { } startAt ? new ShiftedTime(real, startAt) : real);
            var site = new Site
            {
                Lines = materials.Lines,
                Prompts = materials.Prompts,
                Tickets = store.Tickets,
                Calls = observe is null ? store.Calls : observe(store.Calls),
                Directory = store.Directory,
                Rotas = store.Rotas,
                Escalations = store.Escalations,
                Agents = store.Agents,
                Queue = store.Queue,
                CallBacks = store.CallBacks,
                Announcements = store.Announcements,
                Credits = store.Credits,
                Visits = store.Visits,
                Clock = new BusinessClock(time),
                RealTime = real,
                Recordings = settings.Recordings,
                Node = Environment.MachineName,
                DiagnosticNumbers = settings.DiagnosticNumbers,
            };
            var escalations = new EscalationRunner(site, loggers.CreateLogger<EscalationRunner>());
            var queue = new AgentQueue(site);
            var callBacks = new CallBackRunner(site, queue, loggers.CreateLogger<CallBackRunner>());
            var handler = new CallHandler(site, escalations, queue, loggers.CreateLogger<CallHandler>());
            var engine = new CallEngine(Options(settings), handler, real, loggers.CreateLogger("SupportLine.Telephony"));
            handler.Exchange = engine;
            escalations.Exchange = engine;
            callBacks.Exchange = engine;
            await CrashRecovery.RunAsync(site, CancellationToken.None);
            foreach (var source in materials.Lines.Sources) await store.LineFiles.KeepAsync(source, CancellationToken.None);
            engine.Start();
            escalations.StartResuming();
            callBacks.Start();
            var watcher = new TicketWatcher(site, store.Watches, loggers.CreateLogger<TicketWatcher>());
            watcher.Start();
            var keeper = new RecordingKeeper(site, loggers.CreateLogger<RecordingKeeper>());
            keeper.Start();
            var bans = new BanKeeper(engine, store.Bans, real, loggers.CreateLogger<BanKeeper>());
            bans.Start();
            return new SupportLineService(store, site, engine, escalations, queue, callBacks, watcher, keeper, bans);
        }
        catch (IOException e)
        {
            await store.DisposeAsync();
            throw new StartException(e.Message, e);
        }
    }

    /// <summary>Takes no new calls; those that stand may finish until the deadline.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await Engine.StopAsync(grace);
        await _watcher.DisposeAsync();
        await _keeper.DisposeAsync();
        await _bans.DisposeAsync();
        await _callBacks.DisposeAsync();
        _queue.Dispose();
        await _escalations.DisposeAsync();
        await _store.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private static async Task<Store> OpenStoreAsync(SiteSettings settings, TimeProvider real)
    {
        try
        {
            return await Store.OpenAsync(settings.Storage, real, CancellationToken.None, settings.SecretKey);
        }
        catch (StoreException e)
        {
            throw new StartException($"Storage:Connection: {e.Message}", e);
        }
    }

    private static CallEngineOptions Options(SiteSettings settings) => new()
    {
        Listen = settings.Sip.Listen,
        Tls = settings.Sip.Tls,
        Advertise = settings.Sip.Advertise,
        AdvertiseMedia = settings.Media.Advertise ?? settings.Sip.Advertise,
        FirstMediaPort = settings.Media.FirstPort,
        LastMediaPort = settings.Media.LastPort,
        Trunks = [.. settings.Sip.Trunks.Select(trunk => new Trunk(trunk.Name, trunk.Sources, trunk.Trusted, EndPoint(trunk.Destination))
        {
            Transport = trunk.Destination?.Scheme ?? "udp",
            Encryption = trunk.Encryption,
            Domain = trunk.Domain,
            Account = trunk.Account,
            RegisterFor = trunk.RegisterFor,
            ProbeEvery = trunk.ProbeEvery,
            Channels = trunk.Channels,
            ReservedForOnCall = trunk.ReservedForOnCall,
            Dialled = trunk.Dialled,
            ShowsAccount = trunk.ShowsAccount,
        })],
        NameServers = settings.Sip.NameServers,
        Allow = settings.Sip.Allow,
        BanFor = TimeSpan.FromSeconds(settings.Sip.BanSeconds),
        MaxCalls = settings.Sip.MaxCalls,
        QuietLimit = TimeSpan.FromSeconds(settings.Media.QuietSeconds),
        Encryption = settings.Media.Encryption,
        KeysInClear = settings.Media.KeysInClear,
        MaxCallLength = TimeSpan.FromMinutes(settings.Sip.MaxCallMinutes),
    };

    private static EndPoint? EndPoint(Uri? uri) => uri is null ? null
        : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? new IPEndPoint(address, uri.Port)
        : new DnsEndPoint(uri.Host, Math.Max(0, uri.Port));
}
