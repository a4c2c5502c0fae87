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

    /// <summary>The engineer who accepted has the caller, or calls back by himself: nobody takes it up again.</summary>
    Task SettleAsync(string id, CancellationToken ct);

    /// <summary>What was accepted is open again, for whoever accepted was lost, or calls back now; false when it was not accepted.</summary>
    Task<bool> ReopenAsync(string id, CancellationToken ct);

    /// <summary>An engineer says that it is no emergency; false when somebody accepted, or it has ended.</summary>
    Task<bool> DismissAsync(string id, string engineerId, Instant at, CancellationToken ct);

    Task ExhaustAsync(string id, Instant at, CancellationToken ct);

    /// <summary>Notes a ring before it is sent and how it came out after.</summary>
    Task NoteAttemptAsync(EscalationAttempt attempt, CancellationToken ct);

    Task<IReadOnlyList<EscalationAttempt>> AttemptsAsync(string id, CancellationToken ct);

    Task<IReadOnlyList<Escalation>> ListAsync(EscalationState? state, CancellationToken ct);

    Task<Escalation?> FindAsync(Folio folio, CancellationToken ct);
}
