using NodaTime;

namespace SupportLine.Domain.Agents;

/// <summary>Call-backs as stored: what is promised outlives a restart.</summary>
public interface ICallBackStore
{
    Task KeepAsync(CallBack callBack, CancellationToken ct);

    /// <summary>Takes the first one due that no living node works on; null when there is none.</summary>
    /// <param name="node">Who takes it.</param>
    /// <param name="now">Business time, for what is due.</param>
    /// <param name="realNow">Real time, which leases follow.</param>
    /// <param name="lease">How long nobody else takes it.</param>
    /// <param name="ct">Cancels it.</param>
    Task<CallBack?> LeaseAsync(string node, Instant now, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>False when another node has it.</summary>
    Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>A node begins: what its life before held is free.</summary>
    Task ReleaseAsync(string node, CancellationToken ct);

    /// <summary>Not before a time, with so many attempts made; the lease ends.</summary>
    Task PutOffAsync(string id, Instant dueAt, int attempts, CancellationToken ct);

    Task CloseAsync(string id, CallBackState state, CancellationToken ct);

    /// <summary>Those that are open, by their places.</summary>
    Task<IReadOnlyList<CallBack>> OpenAsync(CancellationToken ct);
}
