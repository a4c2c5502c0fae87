using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Ivr.Nodes;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Queues;

/// <summary>Makes the call-backs that are due, each under a lease: what a dead process left is taken up again.</summary>
public sealed partial class CallBackRunner(Site site, AgentQueue queue, ILogger<CallBackRunner> logger) : IAsyncDisposable
{
    /// <summary>
    /// In real time: how long nobody else takes up what a dead node held. Longer than it takes until the legs of that node are ended: the
    /// customer's telephone that still rings would be found busy.
    /// </summary>
    private static readonly Duration Lease = 2 * NodeKeeper.Patience;

    /// <summary>In real time.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Places the calls; set once, when the telephone exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    private Instant RealNow => Instant.FromDateTimeOffset(site.RealTime.GetUtcNow());

    /// <summary>Takes up, from then on, what is due.</summary>
    /// <param name="after">Legs that the process before this one left have ended: a telephone that still rings would be found busy.</param>
    public void Start(Task after) => _looking = LookAsync(after);

    /// <summary>No new calls are taken here: nothing more is taken up, and what waits for an agent waits for the next start.</summary>
    public void Drain() => _draining.Cancel();

    public async ValueTask DisposeAsync()
    {
        _draining.Cancel();
        _stop.Cancel();
        await _looking;
        await Task.WhenAll(_running.Values);
        _draining.Dispose();
        _stop.Dispose();
    }

    /// <summary>Takes up all that is due now; gives what runs.</summary>
    internal async Task<IReadOnlyCollection<Task>> TakeUpAsync(CancellationToken ct)
    {
        while (await site.CallBacks.LeaseAsync(site.Node, site.Clock.Now, RealNow, Lease, ct) is { } due)
        {
            _running[due.Id] = RunAsync(due);
        }

        return [.. _running.Values];
    }

    private async Task LookAsync(Task after)
    {
        try
        {
            await after.WaitAsync(_draining.Token);
            await TryAsync(() => site.CallBacks.ReleaseAsync(site.Node, _draining.Token));
            while (true)
            {
                await TryAsync(() => TakeUpAsync(_draining.Token));
                await Task.Delay(Heartbeat, site.RealTime, _draining.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // We stop; what is due is taken up at the next start.
        }
    }

    private async Task TryAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // The database is away for a moment: what is due waits in it.
            LogStoreFailed(e);
        }
    }

    /// <summary>The loop in which every call-back runs, and where what fails is caught.</summary>
    private async Task RunAsync(CallBack callBack)
    {
        await Task.Yield();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var line = site.Lines.Find(callBack.Call.LineId);
        var call = line?.Queue?.CallBacks is null ? null : new CallBackCall(site, Exchange, queue, line, callBack);
        var heart = BeatAsync(callBack.Id, call, lost);
        try
        {
            if (call is not null)
            {
                await call.RunAsync(_draining.Token, lost.Token);
            }
            else
            {
                await site.CallBacks.CloseAsync(callBack.Id, CallBackState.Failed, lost.Token);
                LogNoTerms(callBack.Id, callBack.Call.LineId);
            }
        }
        catch (OperationCanceledException)
        {
            // We stop, or another node has the lease: the row stays.
        }
        catch (Exception e)
        {
            // The row stays open and is taken up again when its lease lapses; the operator is told now.
            LogFailed(e, callBack.Id);
        }
        finally
        {
            lost.Cancel();
            await heart;
            _running.TryRemove(callBack.Id, out _);
        }
    }

    /// <summary>Keeps the lease; when it is lost, or the store has been away for as long as it lasts, all that runs under it stops.</summary>
    private async Task BeatAsync(string id, CallBackCall? call, CancellationTokenSource lost)
    {
        try
        {
            await LeaseKeeper.KeepAsync(site.RealTime, Lease, Heartbeat, ct => IsKeptAsync(id, ct), lost.Token);
            if (call is not { IsReached: true }) lost.Cancel();
        }
        catch (OperationCanceledException)
        {
            // The call-back has ended.
        }
    }

    /// <summary>Null when the store does not say.</summary>
    private Task<bool?> IsKeptAsync(string id, CancellationToken ct) =>
        LeaseKeeper.AskAsync(() => site.CallBacks.RenewAsync(id, site.Node, RealNow, Lease, ct), LogStoreFailed);

    [LoggerMessage(2301, LogLevel.Error, "Call-back {Id} failed")]
    private partial void LogFailed(Exception e, string id);

    [LoggerMessage(2302, LogLevel.Error, "Call-back {Id}: line {Line} calls nobody back any more")]
    private partial void LogNoTerms(string id, string line);

    [LoggerMessage(2303, LogLevel.Error, "The store does not answer")]
    private partial void LogStoreFailed(Exception e);
}
