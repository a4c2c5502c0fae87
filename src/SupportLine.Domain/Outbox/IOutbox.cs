using NodaTime;

namespace SupportLine.Domain.Outbox;

/// <summary>
/// What is to be sent, as stored. A notification is sent at least once: one that a process was sending as it died is leased
/// and sent again, under the same number.
/// </summary>
public interface IOutbox
{
    /// <summary>Writes notifications that speak of no change of a ticket; one whose key is there already is left out.</summary>
    Task AddAsync(IReadOnlyList<Notification> notifications, Instant realNow, CancellationToken ct);

    /// <summary>Takes the first of a lane that is due and that nobody holds; null when there is none.</summary>
    Task<OutboxEntry?> LeaseAsync(string lane, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>Notes how a try came out, as <see cref="RetryRule"/> decided; false when another node has the lease.</summary>
    Task<bool> SettleAsync(OutboxEntry entry, string node, OutboxState state, Instant dueAt, string? error, Instant realNow, CancellationToken ct);

    /// <summary>Those of a state, or of any when it is null, the latest first.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxState? state, int limit, CancellationToken ct);

    /// <summary>Has one that waits or failed tried now; false when there is none of that number, or it was sent.</summary>
    Task<bool> RetryAsync(long number, Instant realNow, CancellationToken ct);

    /// <summary>Deletes those sent before a moment of real time, a good many at once; how many there were, 0 when none is left.</summary>
    Task<int> PruneAsync(Instant sentBefore, CancellationToken ct);
}
