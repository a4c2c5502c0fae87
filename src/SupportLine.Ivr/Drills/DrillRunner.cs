using Microsoft.Extensions.Logging;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Conversations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Drills;

/// <summary>
/// Rings those on call as an exercise, which no emergency waits for: none begins while one is open, and one that begins, here or
/// on another node, ends it. Nothing is written to anybody: an alert is read as one.
/// </summary>
public sealed partial class DrillRunner(Site site, ILogger<DrillRunner> logger)
{
    /// <summary>What a call's record says was dialled.</summary>
    private const string Dialled = "drill";

    /// <summary>In real time: how often it is looked whether another node has an emergency.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Places the calls; set once, when the telephone exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    /// <summary>Holds it; returns when all phones are free again.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="tell">Told of each number as it is through.</param>
    /// <param name="ct">Whoever asked has left, or we stop.</param>
    public async Task<DrillEnd> RunAsync(DrillOrder order, Action<DrillRing> tell, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(tell);
        var isNeeded = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        void Yield()
        {
            isNeeded = true;
            stop.Cancel();
        }

        using var turn = site.Drills.TryBegin(Yield);
        if (turn is null) return DrillEnd.AnotherDrill;
        if (await IsEmergencyAsync(ct)) return DrillEnd.Emergency;
        var id = LegId.New(site.RealTime);
        LogBegun(id, order.Line.Id);
        await site.Calls.OpenAsync(new CallRecord(id, null, Dialled, "", site.Clock.Now, null, null), site.Node, ct);
        var watching = WatchAsync(Yield, stop.Token);
        try
        {
            var journal = new CallJournal(site.Calls, site.Clock, id);
            await journal.AddAsync("drill", $"{order.Line.Id} {order.Severity ?? "any"} {(order.Everyone ? "everyone" : "first")}");
            var end = await new DrillLadder(site, Exchange, order, id, journal, tell).RunAsync(stop.Token);
            if (isNeeded) end = DrillEnd.Emergency;
            else if (ct.IsCancellationRequested) end = DrillEnd.Cancelled;
            LogEnded(id, end);
            return end;
        }
        finally
        {
            stop.Cancel();
            await watching;
            await site.Calls.EndAsync(id, CallEnding.Drill, site.Clock.Now, CancellationToken.None);
        }
    }

    /// <summary>What this node's ladders do not tell: an emergency of another node.</summary>
    private async Task WatchAsync(Action stop, CancellationToken ct)
    {
        try
        {
            do
            {
                await Task.Delay(Look, site.RealTime, ct);
            }
            while (!await IsEmergencyAsync(ct));
            stop();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It has ended.
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // Whether there is an emergency cannot be told any more: then it is treated as if there were.
            LogStoreFailed(e);
            stop();
        }
    }

    private async Task<bool> IsEmergencyAsync(CancellationToken ct) => (await site.Escalations.ListAsync(EscalationState.Open, ct)).Count > 0;

    [LoggerMessage(2401, LogLevel.Information, "Drill {Id} of line {Line}: an exercise, no emergency")]
    private partial void LogBegun(string id, string line);

    [LoggerMessage(2402, LogLevel.Information, "Drill {Id}: {End}")]
    private partial void LogEnded(string id, DrillEnd end);

    [LoggerMessage(2403, LogLevel.Error, "The store does not answer: the drill ends")]
    private partial void LogStoreFailed(Exception e);
}
