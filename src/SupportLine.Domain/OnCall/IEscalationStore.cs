using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.OnCall;

/// <summary>Escalations as stored. Leases keep real time: a node that dies lets its lease lapse.</summary>
public interface IEscalationStore
{
    /// <summary>Begins one for a ticket that exists already; joins the open one of the same folio when there is one.</summary>
    Task<Escalation> BeginAsync(NewEscalation escalation, CancellationToken ct);

    /// <summary>
    /// Takes the lease of one escalation, or of the oldest open one that nobody holds when <paramref name="id"/> is null.
    /// Null when there is none to take.
    /// </summary>
    Task<Escalation?> LeaseAsync(string? id, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>Prolongs a lease; false when another node has it.</summary>
    Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct);

    /// <summary>One engineer wins: true for the first, false for everybody after.</summary>
    Task<bool> AcceptAsync(string id, string engineerId, Instant at, CancellationToken ct);

    Task ExhaustAsync(string id, Instant at, CancellationToken ct);

    /// <summary>Notes a ring before it is sent and how it came out after.</summary>
    Task NoteAttemptAsync(EscalationAttempt attempt, CancellationToken ct);

    Task<IReadOnlyList<EscalationAttempt>> AttemptsAsync(string id, CancellationToken ct);

    Task<IReadOnlyList<Escalation>> ListAsync(EscalationState? state, CancellationToken ct);

    Task<Escalation?> FindAsync(Folio folio, CancellationToken ct);
}
