using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Ivr;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Queues;
using SupportLine.Storage;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Hosting;

/// <summary>
/// The service phones itself before it answers anybody: code is compiled and prompts are decoded when they are first used,
/// and the first callers would wait for it. The production conversation runs over loopback on a store of its own, which is
/// thrown away, on the kind of database that the site has: nothing of it is recorded, and nobody is rung.
/// </summary>
internal static partial class Rehearsal
{
    /// <summary>Calls at once, to each number.</summary>
    private const int Together = 4;

    /// <summary>Methods are compiled once more, and well, after 30 calls of them.</summary>
    private const int Rounds = 12;

    /// <summary>So long is spoken: a few packets.</summary>
    private static readonly TimeSpan Spoken = TimeSpan.FromMilliseconds(50);

    /// <summary>No further round is begun after so long: a start is not to wait for it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>It is left to itself after so long: whoever phones is better answered late than not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Plays it, unless an emergency waits to be taken up, which comes before callers who may come. What goes wrong in it says nothing of a
    /// call that somebody places: it is only cut short.
    /// </summary>
    /// <param name="site">The site, of which no store is changed.</param>
    /// <param name="connection">To the site's store, beside which one is opened.</param>
    /// <param name="options">Of the engine that calls will come in at.</param>
    /// <param name="logger">Told why it was cut short.</param>
    public static async Task RunAsync(Site site, string connection, CallEngineOptions options, ILogger logger)
    {
        if ((await site.Escalations.UnfinishedAsync(CancellationToken.None)).Count > 0)
        {
            LogLeftOut(logger);
            return;
        }

        try
        {
            await InFolderAsync(site, connection, options);
        }
#pragma warning disable CA1031 // Whatever it is, it is no reason not to answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogCutShort(logger, e.Message);
        }
    }

    private static async Task InFolderAsync(Site site, string connection, CallEngineOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("supportline-rehearsal");
        try
        {
            await using var store = await Store.OpenPassingAsync(connection, folder.FullName, site.RealTime, CancellationToken.None);
            await PlayAsync(On(store, site, folder.FullName), options).WaitAsync(Patience);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Site On(Store store, Site site, string folder) => site with
    {
        Tickets = store.Tickets,
        Calls = store.Calls,
        Directory = store.Directory,
        Rotas = store.Rotas,
        Escalations = store.Escalations,
        Legs = store.Legs,
        Announcements = store.Announcements,
        Credits = store.Credits,
        Visits = store.Visits,
        Agents = store.Agents,
        Queue = store.Queue,
        CallBacks = store.CallBacks,
        Recordings = folder,
        DiagnosticNumbers = true,
    };

    private static async Task PlayAsync(Site site, CallEngineOptions options)
    {
        await using var escalations = new EscalationRunner(site, NullLogger<EscalationRunner>.Instance);
        await using var queue = new AgentQueue(site);
        var handler = new CallHandler(site, escalations, queue, NullLogger<CallHandler>.Instance);
        await using var engine = new CallEngine(
            options with { Listen = [new Uri("udp://127.0.0.1:0")], Trunks = [], Tls = null }, handler, site.RealTime, NullLogger.Instance);
        handler.Exchange = engine;
        escalations.Exchange = engine;
        engine.Start();
        string[] numbers = ["prompt", site.Lines.Lines[0].Numbers[0].Number];
        var began = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds && Stopwatch.GetElapsedTime(began) < Longest; round++)
        {
            await Task.WhenAll(Enumerable.Repeat(numbers, Together).SelectMany(each => each).Select(number => CallAsync(engine, number)));
        }
    }

    private static async Task CallAsync(CallEngine engine, string number)
    {
        var dialled = await engine.DialAsync(new DialRequest($"sip:{number}@{engine.Listening[0]}", "", "", Longest), CancellationToken.None);
        if (dialled is DialResult.Answered { Leg: var leg })
        {
            await Task.Delay(Spoken);
            await leg.HangUpAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(3701, LogLevel.Warning, "The first callers may wait longer for an answer than others: {Why}")]
    private static partial void LogCutShort(ILogger logger, string why);

    [LoggerMessage(3703, LogLevel.Information, "An emergency waits: the first callers may wait longer for an answer than others")]
    private static partial void LogLeftOut(ILogger logger);
}
