namespace SupportLine.Domain.Nodes;

/// <summary>
/// Nodes of one store, each of which counts its beats up. Whoever sees a count stand still, by its own clock, ends what that node left: two
/// machines' clocks are never compared.
/// </summary>
public interface INodeStore
{
    /// <summary>A node begins: it is this process's, whoever held it.</summary>
    /// <param name="node">Which.</param>
    /// <param name="process">The process that runs as it.</param>
    /// <param name="ct">Cancels it.</param>
    Task BeginAsync(string node, string process, CancellationToken ct);

    /// <summary>One beat more; false when somebody else holds the node: another process runs as it, or it was taken for dead.</summary>
    /// <param name="node">Which.</param>
    /// <param name="process">Who holds it: the process that runs as it, or the one that ends what it left.</param>
    /// <param name="ct">Cancels it.</param>
    Task<bool> BeatAsync(string node, string process, CancellationToken ct);

    /// <summary>All nodes as they stand.</summary>
    Task<IReadOnlyList<NodeBeat>> AllAsync(CancellationToken ct);

    /// <summary>Takes a node that has not beaten since it was seen so; of several that try one alone has it.</summary>
    Task<bool> TakeAsync(NodeBeat seen, string process, CancellationToken ct);

    /// <summary>All that a dead node left has been ended, or it stops; nothing where somebody else holds it meanwhile.</summary>
    Task ForgetAsync(string node, string process, CancellationToken ct);
}
