using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>
/// Works on escalations: each under a lease, until an engineer accepts or the ladder's end is reached, with the caller or
/// without. What a dead process left behind is taken up again.
/// </summary>
public sealed partial class EscalationRunner(Site site, ILogger<EscalationRunner> logger) : IAsyncDisposable
{
    private static readonly Duration Lease = Duration.FromSeconds(10);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _resuming = Task.CompletedTask;

    /// <summary>Places the calls; set once, when the telephone exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    private Instant RealNow => Instant.FromDateTimeOffset(site.RealTime.GetUtcNow());

    /// <summary>Takes up, now and from time to time, what nobody works on.</summary>
    public void StartResuming() => _resuming = Task.Run(ResumeAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _resuming;
        await Task.WhenAll(_running.Values);
        _stop.Dispose();
    }

    /// <summary>Begins the ladder at once; the caller who waits is given what it tells.</summary>
    internal Ladder Begin(Escalation escalation, bool callerWaits = true)
    {
        var ladder = new Ladder(escalation, callerWaits);
        _running.TryAdd(escalation.Id, Task.Run(() => RunAsync(ladder)));
        return ladder;
    }

    private async Task ResumeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                while (await site.Escalations.LeaseAsync(null, site.Node, RealNow, Lease, _stop.Token) is { } left)
                {
                    LogResumed(left.Id, left.Folio);
                    Begin(left, callerWaits: false);
                }

                await Task.Delay(Heartbeat, site.RealTime, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (System.Data.Common.DbException e)
            {
                // The database is away for a moment: the emergency waits in it, and so do we.
                LogStoreFailed(e);
            }
        }
    }

    private async Task RunAsync(Ladder ladder)
    {
        var escalation = ladder.Escalation;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            if (await site.Escalations.LeaseAsync(escalation.Id, site.Node, RealNow, Lease, lost.Token) is null)
            {
                return;
            }

            var heart = BeatAsync(escalation.Id, lost);
            if (site.Lines.Find(escalation.LineId) is { } line)
            {
                await ClimbAsync(ladder, line, lost.Token);
            }

            await lost.CancelAsync();
            await heart;
        }
        catch (OperationCanceledException)
        {
            // We stop, or another node has the lease: the row stays, and whoever holds it goes on.
            LogLeft(escalation.Id);
        }
        catch (Exception e)
        {
            // Left as it is, the row would be taken up again when its lease lapses; the operator is told now.
            LogFailed(e, escalation.Id);
        }
        finally
        {
            ladder.Tell(new LadderEvent.Exhausted());
            _running.TryRemove(escalation.Id, out _);
        }
    }

    private async Task ClimbAsync(Ladder ladder, Line line, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        var number = 0;
        for (var round = 0; round < line.Routing.Rounds; round++)
        {
            foreach (var step in await StepsAsync(line, ct))
            {
                number++;
                ladder.Tell(new LadderEvent.Trying(number, number > 1 && round > 0));
                if (await new EngineerCall(site, Exchange, ladder, line, step).RunAsync(ct))
                {
                    return;
                }
            }
        }

        await site.Escalations.ExhaustAsync(escalation.Id, site.Clock.Now, ct);
        await site.Tickets.AppendAsync(
            escalation.Folio, new TicketChange.EscalationMoved("exhausted", null), "system", escalation.CallId, site.Clock.Now, ct);
        LogExhausted(escalation.Id, escalation.Folio, escalation.CallBackNumber);
    }

    private async Task<IReadOnlyList<LadderStep>> StepsAsync(Line line, CancellationToken ct)
    {
        var rota = await site.Rotas.RotaAsync(line.Routing.Rota, ct);
        var steps = rota?.LadderAt(site.Clock.Now, await site.Rotas.EngineersAsync(ct)) ?? [];
        if (steps.Count == 0)
        {
            LogNobodyOnCall(line.Id, line.Routing.Rota);
        }

        return steps;
    }

    private async Task BeatAsync(string id, CancellationTokenSource lost)
    {
        try
        {
            do
            {
                await Task.Delay(Heartbeat, site.RealTime, lost.Token);
            }
            while (await site.Escalations.RenewAsync(id, site.Node, RealNow, Lease, lost.Token));
            await lost.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The ladder has ended.
        }
    }

    [LoggerMessage(2101, LogLevel.Critical, "Escalation {Id}: nobody accepted folio {Folio}; call back {Number}")]
    private partial void LogExhausted(string id, Folio folio, string number);

    [LoggerMessage(2102, LogLevel.Critical, "Line {Line}: nobody is on call in rota {Rota}")]
    private partial void LogNobodyOnCall(string line, string rota);

    [LoggerMessage(2103, LogLevel.Warning, "Escalation {Id} of folio {Folio} taken up again")]
    private partial void LogResumed(string id, Folio folio);

    [LoggerMessage(2104, LogLevel.Information, "Escalation {Id} left to whoever leases it next")]
    private partial void LogLeft(string id);

    [LoggerMessage(2105, LogLevel.Critical, "Escalation {Id} failed")]
    private partial void LogFailed(Exception e, string id);

    [LoggerMessage(2106, LogLevel.Error, "The store does not answer")]
    private partial void LogStoreFailed(Exception e);
}
