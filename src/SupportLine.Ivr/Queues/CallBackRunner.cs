using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Queues;

/// <summary>Makes the call-backs that are due, each under a lease: what a dead process left is taken up again.</summary>
public sealed partial class CallBackRunner(Site site, AgentQueue queue, ILogger<CallBackRunner> logger) : IAsyncDisposable
{
    /// <summary>In real time: how long nobody else takes up what a dead node held.</summary>
    private static readonly Duration Lease = Duration.FromSeconds(7);

    /// <summary>In real time: three beats go missing before a lease lapses.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Places the calls; set once, when the telephone exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    private Instant RealNow => Instant.FromDateTimeOffset(site.RealTime.GetUtcNow());

    /// <summary>Takes up, now and from time to time, what is due.</summary>
    public void Start() => _looking = LookAsync();

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _looking;
        await Task.WhenAll(_running.Values);
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

    private async Task LookAsync()
    {
        try
        {
            while (true)
            {
                await TryTakeUpAsync();
                await Task.Delay(Heartbeat, site.RealTime, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // We stop; what is due is taken up at the next start.
        }
    }

    private async Task TryTakeUpAsync()
    {
        try
        {
            await TakeUpAsync(_stop.Token);
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException)
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
        var heart = BeatAsync(callBack.Id, lost);
        try
        {
            if (site.Lines.Find(callBack.Call.LineId) is { Queue.CallBacks: not null } line)
            {
                await new CallBackCall(site, Exchange, queue, line, callBack).RunAsync(lost.Token);
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

    private async Task BeatAsync(string id, CancellationTokenSource lost)
    {
        try
        {
            do
            {
                await Task.Delay(Heartbeat, site.RealTime, lost.Token);
            }
            while (await site.CallBacks.RenewAsync(id, site.Node, RealNow, Lease, lost.Token));
            lost.Cancel();
        }
        catch (OperationCanceledException)
        {
            // The call-back has ended.
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "Call-back {Id} failed")]
    private partial void LogFailed(Exception e, string id);

    [LoggerMessage(2302, LogLevel.Error, "Call-back {Id}: line {Line} calls nobody back any more")]
    private partial void LogNoTerms(string id, string line);

    [LoggerMessage(2303, LogLevel.Error, "The store does not answer")]
    private partial void LogStoreFailed(Exception e);
}
