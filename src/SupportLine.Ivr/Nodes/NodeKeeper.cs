using Microsoft.Extensions.Logging;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Nodes;
using SupportLine.Ivr.Escalations;

namespace SupportLine.Ivr.Nodes;

/// <summary>
/// Lets this node's beats go on, and ends what another left that died and does not come back: the legs that it left standing, its
/// calls' records, its agents. Escalations and call-backs have leases of their own.
/// </summary>
public sealed partial class NodeKeeper(Site site, INodeStore nodes, EscalationRunner escalations, ILogger<NodeKeeper> logger) : IAsyncDisposable
{
    /// <summary>In real time.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>So many looks, one after another, that find the same beat make a node dead.</summary>
    internal const int MostLooks = 4;

    /// <summary>How long a node is missed before another takes it for dead, in real time.</summary>
    internal static readonly Duration Patience = Duration.FromTimeSpan(MostLooks * Heartbeat);

    private readonly string _process = $"{site.Node}#{Guid.NewGuid():N}";
    private readonly Dictionary<string, (NodeBeat Beat, int Looks)> _seen = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _keeping = Task.CompletedTask;

    /// <summary>Ids of the agents whom this node's life before had taken: given back when their telephones are free.</summary>
    private List<string> _taken = [];

    /// <summary>From here on this process runs as the node; what its life before left of calls is ended.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        await nodes.BeginAsync(site.Node, _process, ct);
        _taken = [.. (await site.Agents.AgentsAsync(ct)).Where(standing => standing.State.Node == site.Node).Select(standing => standing.Agent.Id)];
        await CrashRecovery.RunAsync(site, site.Node, () => nodes.BeatAsync(site.Node, _process, ct), ct);
    }

    /// <summary>From here on its beats go on, and those of others are looked at.</summary>
    public void Start() => _keeping = Task.WhenAll(KeepAsync(_stop.Token), GiveBackAsync(_stop.Token), KeepEndingLeftAsync(_stop.Token));

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _keeping;
        await TryAsync(ReleaseTakenAsync);

        // Who stops leaves nothing that anybody would have to end: else another node takes this one for dead, and ends it.
        await EndLeftCallsAsync(CancellationToken.None);
        if (site.Left.IsEmpty) await TryAsync(() => nodes.ForgetAsync(site.Node, _process, CancellationToken.None));
        _stop.Dispose();
    }

    /// <summary>
    /// Whoever could not beat just now judges nobody: a store that was away, or a machine that stood still, makes the beats of all stand
    /// still.
    /// </summary>
    private async Task KeepAsync(CancellationToken ct)
    {
        var ending = Task.CompletedTask;
        try
        {
            while (true)
            {
                var began = site.RealTime.GetTimestamp();
                if (!await TryAsync(() => BeatAsync(ct))) _seen.Clear();
                else if (ending.IsCompleted) ending = EndDeadAsync(await LookAsync(ct), ct);
                await Task.Delay(Heartbeat, site.RealTime, ct);
                if (site.RealTime.GetElapsedTime(began) > 2 * Heartbeat) _seen.Clear();
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // We stop.
        }

        await ending;
    }

    private async Task GiveBackAsync(CancellationToken ct)
    {
        try
        {
            await escalations.Cleared.WaitAsync(ct);
            while (!await TryAsync(ReleaseTakenAsync)) await Task.Delay(Heartbeat, site.RealTime, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // We stop.
        }
    }

    private async Task ReleaseTakenAsync()
    {
        while (_taken is [var id, ..])
        {
            await site.Agents.ReleaseAsync(id, site.Node, CancellationToken.None);
            _taken.RemoveAt(0);
        }
    }

    /// <summary>What was said on calls of this node that are over, and that the store was away for.</summary>
    private async Task KeepEndingLeftAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, site.RealTime, ct);
                await EndLeftCallsAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // We stop: the next start ends them.
        }
    }

    private async Task EndLeftCallsAsync(CancellationToken ct)
    {
        foreach (var (call, ending) in site.Left.Now) await TryAsync(() => EndLeftCallAsync(call, ending, ct));
    }

    /// <summary>Another node that took this one for dead ends them itself.</summary>
    private async Task EndLeftCallAsync(string callId, CallEnding ending, CancellationToken ct)
    {
        if (!await nodes.BeatAsync(site.Node, _process, ct)) return;
        await CrashRecovery.EndLeftAsync(site, callId, ending, ct);
        site.Left.Remove(callId);
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        if (await nodes.BeatAsync(site.Node, _process, ct)) return;
        var holder = (await nodes.AllAsync(ct)).FirstOrDefault(beat => beat.Node == site.Node)?.Process;
        if (holder?.StartsWith($"{site.Node}#", StringComparison.Ordinal) == true)
        {
            LogSameName(site.Node);
            return;
        }

        LogTakenForDead(site.Node);
        await nodes.BeginAsync(site.Node, _process, ct);
    }

    /// <summary>Those that are dead by now, taken.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken ct)
    {
        var dead = new List<string>();
        await TryAsync(async () =>
        {
            foreach (var beat in (await nodes.AllAsync(ct)).Where(beat => beat.Node != site.Node))
            {
                var looks = _seen.TryGetValue(beat.Node, out var seen) && seen.Beat == beat ? seen.Looks + 1 : 0;
                _seen[beat.Node] = (beat, looks);
                if (looks >= MostLooks && await nodes.TakeAsync(beat, _process, ct)) dead.Add(beat.Node);
            }
        });
        return dead;
    }

    private async Task EndDeadAsync(IReadOnlyList<string> dead, CancellationToken ct)
    {
        foreach (var node in dead)
        {
            LogDead(node);
            await TryAsync(() => EndLeftAsync(node, ct));
        }
    }

    /// <summary>Legs first: an agent is free, and a caller can be phoned, when the telephone is. What fails is tried again when it is found dead once more.</summary>
    private async Task EndLeftAsync(string node, CancellationToken ct)
    {
        if (!await escalations.EndLeftAsync(node, ct)) return;
        Task<bool> IsHeldAsync() => nodes.BeatAsync(node, _process, ct);
        if (!await IsHeldAsync() || !await CrashRecovery.RunAsync(site, node, IsHeldAsync, ct)) return;
        await site.Agents.ReleaseAllAsync(node, ct);
        await nodes.ForgetAsync(node, _process, ct);
    }

    /// <summary>False where it fails, or we stop.</summary>
    private async Task<bool> TryAsync(Func<Task> look)
    {
        try
        {
            await look();
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            // Whatever it is: a beat that is not made has this node taken for dead.
            LogFailed(e);
            return false;
        }
    }

    [LoggerMessage(2501, LogLevel.Warning, "Node {Node} is gone: what it left is ended here")]
    private partial void LogDead(string node);

    [LoggerMessage(2502, LogLevel.Error, "Node {Node} was not heard of, and taken for dead by another")]
    private partial void LogTakenForDead(string node);

    [LoggerMessage(2503, LogLevel.Error, "What nodes share could not be looked at")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2504, LogLevel.Critical, "Another process runs as node {Node}, and each ends the calls of the other when it starts: give each a name of its own (Storage:Node)")]
    private partial void LogSameName(string node);
}
