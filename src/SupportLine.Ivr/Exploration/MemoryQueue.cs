using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Ivr.Exploration;

/// <summary>Waits kept in memory.</summary>
internal sealed class MemoryQueue : IQueueStore
{
    private readonly Dictionary<string, Instant> _rungAt = [];

    public List<QueueWait> All { get; } = [];

    public Task JoinAsync(QueueWait wait, string node, CancellationToken ct)
    {
        All.Add(wait);
        return Task.CompletedTask;
    }

    public Task LeaveAsync(string id, QueueOutcome outcome, string? agentId, Instant? rungAt, Instant at, CancellationToken ct)
    {
        if (rungAt is { } rung) _rungAt.TryAdd(id, rung);
        return ChangeAsync(id, wait => wait.LeftAt is null ? wait with { LeftAt = at, Outcome = outcome, AgentId = agentId } : wait);
    }

    public Task TalkedAsync(string id, Instant until, CancellationToken ct) => ChangeAsync(id, wait => wait with { TalkedUntil = until });

    public Task<IReadOnlyList<Duration>> LastTalksAsync(string lineId, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<Duration>>(
    [
        .. All.Where(wait => wait.LineId == lineId && wait.TalkedUntil is not null)
            .OrderByDescending(wait => wait.TalkedUntil).Take(most).Select(wait => wait.TalkedUntil!.Value - _rungAt.GetValueOrDefault(wait.Id, wait.LeftAt!.Value)),
    ]);

    public Task<IReadOnlyList<QueueWait>> WaitsAsync(Interval during, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<QueueWait>>([.. All.Where(wait => during.Contains(wait.JoinedAt))]);

    public async Task CutOffAsync(string node, Instant at, CancellationToken ct)
    {
        foreach (var wait in All.Where(wait => wait.LeftAt is null).ToList()) await LeaveAsync(wait.Id, QueueOutcome.CutOff, null, null, at, ct);
    }

    private Task ChangeAsync(string id, Func<QueueWait, QueueWait> change)
    {
        var place = All.FindIndex(wait => wait.Id == id);
        if (place >= 0) All[place] = change(All[place]);
        return Task.CompletedTask;
    }
}
