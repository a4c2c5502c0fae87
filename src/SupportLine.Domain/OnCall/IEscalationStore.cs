using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.OnCall;

/// <summary>Escalations as stored. Leases keep real time: a node that dies lets its lease lapse.</summary>
public interface IEscalationStore
{
    /// <summary>Begins one for a ticket that exists already; joins the one of the same folio that is being worked on.</summary>
    Task<Escalation> BeginAsync(NewEscalation escalation, CancellationToken ct);

    /// <summary>
    /// Takes the lease of one escalation, or of the oldest that nobody holds when <paramref name="id"/> is null: one that is
    /// open, or accepted and not settled. Null when there is none to take.
    /// </summary>
    Task<Escalation?> LeaseAsync(string? id, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>Prolongs a lease; false when another node has it.</summary>
    Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>Gives back all leases of a node that has just started: what held them has died.</summary>
    Task ReleaseAsync(string node, CancellationToken ct);

    /// <summary>Notes which place of the ladder is rung next, and from when on.</summary>
    Task AdvanceAsync(string id, int place, Instant? notBefore, CancellationToken ct);

    /// <summary>
    /// One engineer wins: true for the first, false for everybody after. Until it is settled, whoever takes it up rings that
    /// engineer again: the process may have died before the two were joined.
    /// </summary>
    Task<bool> AcceptAsync(string id, string engineerId, Instant at, CancellationToken ct);

    /// <summary>
    /// An engineer who phoned in accepts: as <see cref="AcceptAsync"/>, and its lease comes with it, whoever works on it or even
    /// when its ladder has ended in vain, or when that engineer has taken it for later.
    /// </summary>
    Task<bool> TakeAsync(string id, string engineerId, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>The engineer who accepted has the caller, or calls back by himself: nobody takes it up again.</summary>
    Task SettleAsync(string id, CancellationToken ct);

    /// <summary>
    /// What was accepted is open again, for whoever accepted was lost, or calls back now; false when it was not accepted, or not to be
    /// called back then.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="notBefore">When it was to be called back; null for one that was not taken for later.</param>
    /// <param name="ct">Cancels it.</param>
    Task<bool> ReopenAsync(string id, Instant? notBefore, CancellationToken ct);

    /// <summary>An engineer says that it is no emergency; false when somebody else accepted, or has said so.</summary>
    Task<bool> DismissAsync(string id, string engineerId, Instant at, CancellationToken ct);

    /// <summary>The ladder ended in vain; false when somebody accepted at the last moment.</summary>
    Task<bool> ExhaustAsync(string id, Instant at, CancellationToken ct);

    /// <summary>Notes a ring before it is sent and how it came out after.</summary>
    Task NoteAttemptAsync(EscalationAttempt attempt, CancellationToken ct);

    /// <summary>A leg has ended: nobody has to end it any more.</summary>
    Task NoteEndedAsync(string id, string legId, CancellationToken ct);

    /// <summary>Legs that still stand, as far as is known, of escalations that have come to their end and that this node held last.</summary>
    Task<IReadOnlyList<EscalationAttempt>> StandingAsync(string node, CancellationToken ct);

    Task<IReadOnlyList<EscalationAttempt>> AttemptsAsync(string id, CancellationToken ct);

    Task<IReadOnlyList<Escalation>> ListAsync(EscalationState? state, CancellationToken ct);

    /// <summary>Those that somebody works on or has to: open, or accepted and not settled; the oldest first.</summary>
    Task<IReadOnlyList<Escalation>> UnfinishedAsync(CancellationToken ct);

    /// <summary>All that nobody has accepted, oldest first: those open, and those begun since whose ladder ended in vain.</summary>
    Task<IReadOnlyList<Escalation>> UnacceptedAsync(Instant since, CancellationToken ct);

    Task<Escalation?> FindAsync(Folio folio, CancellationToken ct);
}
