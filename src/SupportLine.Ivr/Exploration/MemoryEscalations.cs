using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Exploration;

/// <summary>Escalations kept in memory, leases included.</summary>
internal sealed class MemoryEscalations : IEscalationStore
{
    private readonly Dictionary<string, (string Node, Instant Until)> _leases = [];
    private readonly HashSet<string> _unsettled = [];

    public List<Escalation> All { get; } = [];

    public List<EscalationAttempt> Attempts { get; } = [];

    /// <summary>How each phone came out, in order: <c>lucia no-key</c>.</summary>
    public IEnumerable<string> Outcomes => Attempts.Where(attempt => attempt.Outcome is not ("ringing" or "answered" or "caller")).Select(attempt => $"{attempt.EngineerId} {attempt.Outcome}");

    /// <summary>Whether anybody has yet to be reached.</summary>
    public bool IsAnyUnfinished => All.Exists(IsUnfinished);

    public Task<Escalation> BeginAsync(NewEscalation escalation, CancellationToken ct)
    {
        var open = All.Find(known => known.Folio == escalation.Folio && IsUnfinished(known));
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
        var free = All.Find(known => IsUnfinished(known) && (id is null || known.Id == id) && IsFree(known.Id, realNow));
        if (free is not null) _leases[free.Id] = (node, realNow + lease);
        return Task.FromResult(free);
    }

    public Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct)
    {
        var isOurs = _leases.TryGetValue(id, out var held) && held.Node == node;
        if (isOurs) _leases[id] = (node, realNow + lease);
        return Task.FromResult(isOurs);
    }

    public Task ReleaseAsync(string node, CancellationToken ct)
    {
        foreach (var (id, held) in _leases.ToList())
        {
            if (held.Node == node) _leases.Remove(id);
        }

        return Task.CompletedTask;
    }

    public Task AdvanceAsync(string id, int place, Instant? notBefore, CancellationToken ct)
    {
        Change(id, known => known with { Place = place, NotBefore = notBefore });
        return Task.CompletedTask;
    }

    public Task<bool> AcceptAsync(string id, string engineerId, Instant at, CancellationToken ct)
    {
        var wins = End(id, EscalationState.Accepted, engineerId);
        if (!wins) return Task.FromResult(false);
        _unsettled.Add(id);
        Change(id, known => known with { NotBefore = null });
        return Task.FromResult(true);
    }

    public Task<bool> TakeAsync(string id, string engineerId, string node, Instant realNow, Duration lease, CancellationToken ct)
    {
        var wins = End(id, EscalationState.Accepted, engineerId, byVisitor: true);
        if (!wins) return Task.FromResult(false);
        _unsettled.Add(id);
        _leases[id] = (node, realNow + lease);
        Change(id, known => known with { NotBefore = null });
        return Task.FromResult(true);
    }

    public Task SettleAsync(string id, CancellationToken ct)
    {
        _unsettled.Remove(id);
        return Task.CompletedTask;
    }

    public Task<bool> ReopenAsync(string id, Instant? notBefore, CancellationToken ct)
    {
        if (Find(id) is not { State: EscalationState.Accepted } accepted || accepted.NotBefore != notBefore) return Task.FromResult(false);
        Change(id, known => known with { State = EscalationState.Open, AcceptedBy = null, NotBefore = null });
        _unsettled.Remove(id);
        return Task.FromResult(true);
    }

    public Task<bool> DismissAsync(string id, string engineerId, Instant at, CancellationToken ct) => Task.FromResult(End(id, EscalationState.Dismissed, engineerId, byVisitor: true));

    public Task<bool> ExhaustAsync(string id, Instant at, CancellationToken ct) => Task.FromResult(End(id, EscalationState.Exhausted, null));

    public Task NoteAttemptAsync(EscalationAttempt attempt, CancellationToken ct)
    {
        Attempts.Add(attempt);
        return Task.CompletedTask;
    }

    public Task NoteEndedAsync(string id, string legId, CancellationToken ct)
    {
        for (var at = 0; at < Attempts.Count; at++)
        {
            if (Attempts[at].EscalationId == id && Attempts[at].LegId == legId) Attempts[at] = Attempts[at] with { Cancel = null };
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<EscalationAttempt>> StandingAsync(string node, CancellationToken ct) => Task.FromResult<IReadOnlyList<EscalationAttempt>>(
        [.. Attempts.GroupBy(attempt => attempt.LegId).Select(notes => notes.Last()).Where(note => note.Cancel is not null && !IsUnfinished(Find(note.EscalationId)))]);

    public Task<IReadOnlyList<EscalationAttempt>> AttemptsAsync(string id, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<EscalationAttempt>>([.. Attempts.Where(attempt => attempt.EscalationId == id)]);

    public Task<IReadOnlyList<Escalation>> ListAsync(EscalationState? state, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Escalation>>([.. All.Where(known => state is null || known.State == state)]);

    public Task<IReadOnlyList<Escalation>> UnfinishedAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Escalation>>([.. All.Where(IsUnfinished)]);

    public Task<IReadOnlyList<Escalation>> UnacceptedAsync(Instant since, CancellationToken ct) => Task.FromResult<IReadOnlyList<Escalation>>(
    [
        .. All.Where(known => known.State == EscalationState.Open || (known.State == EscalationState.Exhausted && known.StartedAt >= since))
            .OrderBy(known => known.StartedAt),
    ]);

    public Task<Escalation?> FindAsync(Folio folio, CancellationToken ct) => Task.FromResult(All.FindLast(known => known.Folio == folio));

    /// <summary>As if another node, or a process that died, held it.</summary>
    public void Hold(string id, string node, Instant until) => _leases[id] = (node, until);

    private bool IsFree(string id, Instant now) => !_leases.TryGetValue(id, out var held) || held.Until < now;

    private Escalation Find(string id) => All.Find(known => known.Id == id)!;

    /// <summary>Open, or accepted by somebody who may not have been joined to the caller.</summary>
    private bool IsUnfinished(Escalation known) =>
        known.State == EscalationState.Open || (known.State == EscalationState.Accepted && _unsettled.Contains(known.Id));

    private void Change(string id, Func<Escalation, Escalation> change)
    {
        var at = All.FindIndex(known => known.Id == id);
        All[at] = change(All[at]);
    }

    private bool End(string id, EscalationState state, string? engineer, bool byVisitor = false)
    {
        var known = Find(id);
        var isTakenForLater = known.IsForLater && known.AcceptedBy == engineer && _unsettled.Contains(id);
        if (known.State != EscalationState.Open && !(byVisitor && (known.State == EscalationState.Exhausted || isTakenForLater))) return false;
        Change(id, ended => ended with { State = state, AcceptedBy = engineer });
        return true;
    }
}
