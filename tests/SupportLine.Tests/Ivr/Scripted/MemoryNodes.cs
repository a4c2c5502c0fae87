using SupportLine.Domain.Nodes;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>Nodes kept in memory, by a store that can go away.</summary>
internal sealed class MemoryNodes : INodeStore
{
    public Dictionary<string, NodeBeat> Beats { get; } = [];

    /// <summary>Whether the store does not answer.</summary>
    public bool IsAway { get; set; }

    public Task BeginAsync(string node, string process, CancellationToken ct)
    {
        Beats[node] = new NodeBeat(node, process, (Beats.GetValueOrDefault(node)?.Beats ?? 0) + 1);
        return Task.CompletedTask;
    }

    public Task<bool> BeatAsync(string node, string process, CancellationToken ct)
    {
        if (IsAway) throw new IOException("The store is away.");
        var isTheirs = Beats.TryGetValue(node, out var held) && held.Process == process;
        if (isTheirs) Beats[node] = held! with { Beats = held.Beats + 1 };
        return Task.FromResult(isTheirs);
    }

    public Task<IReadOnlyList<NodeBeat>> AllAsync(CancellationToken ct) =>
        IsAway ? throw new IOException("The store is away.") : Task.FromResult<IReadOnlyList<NodeBeat>>([.. Beats.Values]);

    public Task<bool> TakeAsync(NodeBeat seen, string process, CancellationToken ct)
    {
        var isSame = Beats.GetValueOrDefault(seen.Node) == seen;
        if (isSame) Beats[seen.Node] = seen with { Process = process, Beats = seen.Beats + 1 };
        return Task.FromResult(isSame);
    }

    public Task ForgetAsync(string node, string process, CancellationToken ct)
    {
        if (Beats.GetValueOrDefault(node)?.Process == process) Beats.Remove(node);
        return Task.CompletedTask;
    }
}
