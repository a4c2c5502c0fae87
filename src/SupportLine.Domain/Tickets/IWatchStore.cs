using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>
/// When to look at each ticket next: its first response due, its closing by itself. A ticket is looked at after each change
/// of its history, which is committed together with that; leases keep real time.
/// </summary>
public interface IWatchStore
{
    /// <summary>Takes the lease of the ticket that is due first and nobody holds; null when none is due.</summary>
    /// <param name="node">Who takes it.</param>
    /// <param name="now">Business time, which decides what is due.</param>
    /// <param name="realNow">Real time, which leases keep.</param>
    /// <param name="lease">How long nobody else takes it.</param>
    /// <param name="ct">Cancels it.</param>
    Task<TicketWatch?> LeaseAsync(string node, Instant now, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>
    /// Puts into the history what a look came to and says when to look next, in one commit, and gives the lease back. False,
    /// and nothing done, when the history has gone on since it was looked at, or another node has the lease: the ticket stays
    /// due.
    /// </summary>
    /// <param name="watch">The lease.</param>
    /// <param name="seen">Events in the history that was looked at.</param>
    /// <param name="look">What it came to.</param>
    /// <param name="at">Business time, of the look.</param>
    /// <param name="ct">Cancels it.</param>
    Task<bool> SettleAsync(TicketWatch watch, int seen, TicketLook look, Instant at, CancellationToken ct);

    /// <summary>The next moment at which a ticket is due, business time; null when there is none.</summary>
    Task<Instant?> NextAsync(CancellationToken ct);
}
