using NodaTime;

namespace SupportLine.Domain.Bans;

/// <summary>Sources that are met with silence, as every node and the verbs see them. Instants are real time.</summary>
public interface IBanStore
{
    /// <summary>Adds a ban, or puts it in place of the source's earlier one.</summary>
    Task PutAsync(BannedSource ban, CancellationToken ct);

    /// <summary>Takes one out; false when there is none.</summary>
    Task<bool> LiftAsync(string source, CancellationToken ct);

    /// <summary>Those in force at an instant, the latest to end first; what has ended is deleted.</summary>
    Task<IReadOnlyList<BannedSource>> InForceAsync(Instant at, CancellationToken ct);
}
