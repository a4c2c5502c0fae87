using System.Data.Common;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Ivr;
using SupportLine.Ivr.Live;
using SupportLine.Ivr.Queues;
using SupportLine.Storage;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Live;

/// <summary>
/// Takes snapshots of the service, when somebody asks: from what it holds in memory, one question to the signalling loop, and
/// a few reads of the store. Nothing waits for it, and it waits for nobody: who asks late gets a later one.
/// </summary>
internal sealed class LiveSource(Site site, LiveCalls calls, AgentQueue queue, CallEngine engine, AlarmLog alarms, int mostLegs)
{
    /// <summary>In real time: those who ask within it share one, however many they are.</summary>
    private static readonly TimeSpan Shared = TimeSpan.FromMilliseconds(250);

    /// <summary>In real time: a store that takes longer is shown as one that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly NameBook _names = new(site);
    private readonly DateTimeOffset _startedAt = site.Clock.Now.ToDateTimeOffset();
    private Task<LiveSnapshot>? _taken;
    private long _takenAt;
    private Task<StoreLook> _look = Task.FromResult(StoreLook.Nothing);

    public Task<LiveSnapshot> TakeAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            if (_taken is null || (_taken.IsCompleted && (_taken.IsFaulted || site.RealTime.GetElapsedTime(_takenAt) >= Shared)))
            {
                (_taken, _takenAt) = (ReadAsync(), site.RealTime.GetTimestamp());
            }

            return _taken.WaitAsync(ct);
        }
    }

    private async Task<LiveSnapshot> ReadAsync()
    {
        // Off the thread of whoever asks, who holds the lock.
        await Task.Yield();
        var callers = calls.Now.OrderBy(call => call.Record.StartedAt).ThenBy(call => call.Record.Id, StringComparer.Ordinal).Select(call => new CallLook(call)).ToList();
        var (look, trouble) = await LookAsync([.. callers.Select(call => call.Organisation).OfType<string>().Distinct()]);
        var phones = (await engine.BindingsAsync()).Select(binding => binding.Phone).ToHashSet();
        var now = site.Clock.Now;
        var waiting = queue.Waiting;
        return new LiveSnapshot
        {
            At = now.ToDateTimeOffset(),
            Node = site.Node,
            StartedAt = _startedAt,
            CallsTaken = calls.Taken,
            Legs = await engine.LegsAsync(),
            MostLegs = mostLegs,
            StoreTrouble = trouble,
            Lines = [.. site.Lines.Lines.Select(line => new LiveLine(line.Id, line.Title, line.Hours.Zone.Id, line.Hours.IsOpen(now)))],
            Trunks = [.. (await engine.TrunksAsync()).Select(trunk => new LiveTrunk(trunk.Name, trunk.IsUp, trunk.What))],
            Escalations = [.. look.Escalations.Select(each => each.ToLive(site.Lines.Find(each.Escalation.LineId), look))],
            Queue = QueueLook.Of(waiting, look, callers),
            Calls = [.. callers.Select(call => call.ToLive(waiting, look))],
            Agents = [.. look.Agents.Select(agent => AgentLook.Of(agent, callers, phones, now))],
            Alarms = alarms.Last,
        };
    }

    /// <summary>One look at a time: a store that hangs is not asked more and more.</summary>
    private async Task<(StoreLook Look, string? Trouble)> LookAsync(IReadOnlyList<string> organisations)
    {
        if (_look.IsCompleted) _look = StoreLook.TakeAsync(site, _names, organisations);
        try
        {
            return (await _look.WaitAsync(Patience, site.RealTime), null);
        }
        catch (TimeoutException)
        {
            return (StoreLook.Nothing, $"it has not answered for {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            return (StoreLook.Nothing, e.Message);
        }
    }
}
