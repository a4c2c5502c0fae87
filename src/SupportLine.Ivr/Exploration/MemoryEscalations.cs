using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Exploration;

/// <summary>Escalations kept in memory, leases included.</summary>
internal sealed class MemoryEscalations : IEscalationStore
{
    private readonly Dictionary<string, (string Node, Instant Until)> _leases = [];

    public List<Escalation> All { get; } = [];

    public List<EscalationAttempt> Attempts { get; } = [];

    /// <summary>How each phone came out, in order: <c>lucia no-key</c>.</summary>
    public IEnumerable<string> Outcomes => Attempts.Where(attempt => attempt.Outcome != "ringing").Select(attempt => $"{attempt.EngineerId} {attempt.Outcome}");

    public Task<Escalation> BeginAsync(NewEscalation escalation, CancellationToken ct)
    {
        var open = All.Find(known => known.Folio == escalation.Folio && known.State == EscalationState.Open);
        if (open is null)
        {
            open = new Escalation(
                $"escalation-{All.Count + 1}",
                escalation.Folio,
                escalation.LineId,
                escalation.CallId,
                escalation.CallBackNumber,
                escalation.Language,
                escalation.At,
                EscalationState.Open,
                null)
            {
                First = escalation.First,
            };
            All.Add(open);
        }

        return Task.FromResult(open);
    }

    public Task<Escalation?> LeaseAsync(string? id, string node, Instant realNow, Duration lease, CancellationToken ct)
    {
        var free = All.Find(known => known.State == EscalationState.Open && (id is null || known.Id == id) && IsFree(known.Id, realNow));
        if (free is not null) _leases[free.Id] = (node, realNow + lease);
        return Task.FromResult(free);
    }

    public Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct)
    {
        var isOurs = _leases.TryGetValue(id, out var held) && held.Node == node && Find(id).State == EscalationState.Open;
        if (isOurs) _leases[id] = (node, realNow + lease);
        return Task.FromResult(isOurs);
    }

    public Task<bool> AcceptAsync(string id, string engineerId, Instant at, CancellationToken ct) => Task.FromResult(Settle(id, EscalationState.Accepted, engineerId));

    public Task ExhaustAsync(string id, Instant at, CancellationToken ct) => Task.FromResult(Settle(id, EscalationState.Exhausted, null));

    public Task NoteAttemptAsync(EscalationAttempt attempt, CancellationToken ct)
    {
        Attempts.Add(attempt);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<EscalationAttempt>> AttemptsAsync(string id, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<EscalationAttempt>>([.. Attempts.Where(attempt => attempt.EscalationId == id)]);

    public Task<IReadOnlyList<Escalation>> ListAsync(EscalationState? state, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Escalation>>([.. All.Where(known => state is null || known.State == state)]);

    public Task<Escalation?> FindAsync(Folio folio, CancellationToken ct) => Task.FromResult(All.FindLast(known => known.Folio == folio));

    /// <summary>As if another node, or a process that died, held it.</summary>
    public void Hold(string id, string node, Instant until) => _leases[id] = (node, until);

    private bool IsFree(string id, Instant now) => !_leases.TryGetValue(id, out var held) || held.Until < now;

    private Escalation Find(string id) => All.Find(known => known.Id == id)!;

    private bool Settle(string id, EscalationState state, string? engineer)
    {
        var at = All.FindIndex(known => known.Id == id);
        if (All[at].State != EscalationState.Open) return false;
        All[at] = All[at] with { State = state, AcceptedBy = engineer };
        return true;
    }
}
