using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Nodes;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>
/// Works on escalations: each under a lease, until an engineer accepts or the ladder's end is reached, with the caller or
/// without. What a dead process left behind is taken up again.
/// </summary>
public sealed partial class EscalationRunner(Site site, ILogger<EscalationRunner> logger) : IAsyncDisposable
{
    /// <summary>In real time: how long nobody else takes up what a dead node held.</summary>
    internal static readonly Duration Lease = Duration.FromSeconds(7);

    /// <summary>
    /// The same once an engineer has accepted: nobody stops talking because the store is away for a while, and whoever took it up would
    /// hang them up. As long as a node is missed before it is dead.
    /// </summary>
    private static readonly Duration TalkLease = NodeKeeper.Patience;

    /// <summary>In real time: three beats go missing before a lease lapses.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Ladder> _ladders = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EngineerLines _lines = site.EngineerLines;
    private Task _resuming = Task.CompletedTask;

    /// <summary>Places the calls; set once, when the telephone exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    /// <summary>What the process before this one left standing of no escalation has been ended, or does not answer.</summary>
    internal Task Cleared { get; private set; } = Task.CompletedTask;

    private Instant RealNow => Instant.FromDateTimeOffset(site.RealTime.GetUtcNow());

    /// <summary>Takes up, now and from time to time, what nobody works on.</summary>
    public void StartResuming()
    {
        Cleared = EndStandingLegsAsync(site.Node, _stop.Token);
        _resuming = ResumeAsync();
    }

    /// <summary>
    /// No new calls are taken here: nothing more is taken up, and each emergency that no caller waits for is left, once no phone rings
    /// for it, to another node or to the next start. No talk of theirs is cut off by our end that way.
    /// </summary>
    public void Drain()
    {
        _draining.Cancel();
        foreach (var ladder in _ladders.Values) ladder.Drain();
    }

    /// <summary>The end is near: those that nobody has accepted are left, and whoever waits is told that they are called back.</summary>
    public void Leave()
    {
        foreach (var ladder in _ladders.Values) ladder.Leave();
    }

    public async ValueTask DisposeAsync()
    {
        _draining.Cancel();
        _stop.Cancel();
        await Task.WhenAll(_resuming, Cleared);
        await Task.WhenAll(_waitingOut);
        await Task.WhenAll(_ladders.Values.Select(ladder => ladder.Run));
        _draining.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// Begins the ladder at once, or joins the one that runs already. The caller who waits is told by it what happens; null
    /// when another caller waits there.
    /// </summary>
    internal Ladder? Begin(Escalation escalation, bool callerWaits = true)
    {
        var begun = new Ladder(escalation, callerWaits);
        var ladder = _ladders.GetOrAdd(escalation.Id, begun);
        if (ladder != begun) return callerWaits && ladder.TryWait() ? ladder : null;
        if (_draining.IsCancellationRequested) ladder.Drain();
        ladder.Run = RunAsync(ladder);
        return ladder;
    }

    /// <summary>The loop in which every escalation runs, and where what fails is caught.</summary>
    private async Task RunAsync(Ladder ladder)
    {
        var escalation = ladder.Escalation;
        try
        {
            await RunLeasedAsync(ladder);
        }
        catch (OperationCanceledException)
        {
            // We stop, or another node has the lease: the row stays, and whoever holds it, or looks next, goes on.
            LogLeft(escalation.Id);
            if (!ladder.Left.IsCancellationRequested) return;
            LogLeftAtStop(escalation.Id, escalation.Folio, escalation.CallBackNumber);
            await FreeAsync(escalation.Id);
        }
        catch (Exception e)
        {
            // The row stays open and is taken up again when its lease lapses; the operator is told now.
            LogFailed(e, escalation.Id);
        }
        finally
        {
            _ladders.TryRemove(escalation.Id, out _);

            // Whoever still waits and was told nothing else: it goes on, but not here.
            ladder.Tell(new LadderEvent.Elsewhere());
            ladder.Dispose();
        }
    }

    private async Task RunLeasedAsync(Ladder ladder)
    {
        var escalation = ladder.Escalation;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, ladder.Left);
        if (!await LeaseAsync(escalation.Id, lost.Token)) return;
        var heart = BeatAsync(ladder, lost);
        try
        {
            if (site.Lines.Find(escalation.LineId) is { } line) await ClimbAsync(ladder, line, lost.Token);
        }
        finally
        {
            lost.Cancel();
            await heart;
        }
    }

    /// <summary>False when another node has it. This one may have it already: from its look for what nobody works on.</summary>
    private async Task<bool> LeaseAsync(string id, CancellationToken ct) =>
        await site.Escalations.LeaseAsync(id, site.Node, RealNow, Lease, ct) is not null
        || await site.Escalations.RenewAsync(id, site.Node, RealNow, Lease, ct);

    /// <summary>
    /// Keeps the lease; when it is lost, or the store has been away for as long as it lasts, all that runs under it stops. A talk goes on,
    /// and so do the beats: the lease counts again when the engineer is lost and the ladder goes on.
    /// </summary>
    private async Task BeatAsync(Ladder ladder, CancellationTokenSource lost)
    {
        try
        {
            do
            {
                await LeaseKeeper.KeepAsync(site.RealTime, Lease, Heartbeat, ct => IsKeptAsync(ladder, ct), lost.Token);
            }
            while (ladder.IsSettling);

            lost.Cancel();
        }
        catch (OperationCanceledException)
        {
            // The ladder has ended.
        }
    }

    /// <summary>Null when the store does not say.</summary>
    private Task<bool?> IsKeptAsync(Ladder ladder, CancellationToken ct) => LeaseKeeper.AskAsync(
        () => site.Escalations.RenewAsync(ladder.Escalation.Id, site.Node, RealNow, ladder.IsSettling ? TalkLease : Lease, ct), LogStoreFailed);
}
