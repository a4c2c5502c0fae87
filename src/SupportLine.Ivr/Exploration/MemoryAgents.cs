using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Ivr.Exploration;

/// <summary>Agents kept in memory; nobody at first.</summary>
internal sealed class MemoryAgents : IAgentStore
{
    public SortedDictionary<string, AgentStanding> All { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> PinHashes { get; } = [];

    public Task<IReadOnlyList<AgentStanding>> AgentsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<AgentStanding>>([.. All.Values]);

    public Task<string?> PinHashAsync(string id, CancellationToken ct) => Task.FromResult(PinHashes.GetValueOrDefault(id));

    public Task SignInAsync(string id, Instant at, CancellationToken ct) => Task.FromResult(Change(
        id, _ => true, state => state with { IsSignedIn = true, Pause = null, PausedAt = null, Missed = 0, IdleSince = state.IsOnDuty ? state.IdleSince : at }));

    public Task SignOutAsync(string id, CancellationToken ct) =>
        Task.FromResult(Change(id, _ => true, state => state with { IsSignedIn = false, Pause = null, PausedAt = null, Missed = 0 }));

    public Task<bool> PauseAsync(string id, string reason, Instant at, CancellationToken ct) =>
        Task.FromResult(Change(id, state => state.IsSignedIn, state => state with { Pause = reason, PausedAt = state.Pause == reason ? state.PausedAt : at }));

    public Task<bool> ResumeAsync(string id, Instant at, CancellationToken ct) => Task.FromResult(Change(
        id, state => state is { IsSignedIn: true, Pause: not null }, state => state with { Pause = null, PausedAt = null, Missed = 0, IdleSince = at }));

    public Task<bool> ClaimAsync(string id, string node, Instant now, CancellationToken ct) =>
        Task.FromResult(Change(id, state => state.IsFreeAt(now), state => state with { Node = node }));

    public Task ReleaseAsync(string id, string node, CancellationToken ct) =>
        Task.FromResult(Change(id, state => state.Node == node, state => state with { Node = null }));

    public Task FinishAsync(string id, string node, Instant at, Instant wrapUpUntil, CancellationToken ct) => Task.FromResult(Change(
        id, state => state.Node == node, state => state with { Node = null, Missed = 0, IdleSince = at, WrapUpUntil = wrapUpUntil }));

    public Task MissAsync(string id, string node, Instant at, Instant restUntil, int pauseAfter, CancellationToken ct) => Task.FromResult(Change(
        id,
        state => state.Node == node,
        state => state with
        {
            Node = null,
            Missed = state.Missed + 1,
            IdleSince = at,
            WrapUpUntil = restUntil,
            Pause = state.Missed + 1 >= pauseAfter && state.IsOnDuty ? AgentState.MissedPause : state.Pause,
            PausedAt = state.Missed + 1 >= pauseAfter && state.IsOnDuty ? at : state.PausedAt,
        }));

    public Task RestAsync(string id, string node, Instant at, Instant restUntil, CancellationToken ct) =>
        Task.FromResult(Change(id, state => state.Node == node, state => state with { Node = null, IdleSince = at, WrapUpUntil = restUntil }));

    public Task ReleaseAllAsync(string node, CancellationToken ct)
    {
        foreach (var id in All.Keys.ToList()) Change(id, state => state.Node == node, state => state with { Node = null });
        return Task.CompletedTask;
    }

    private bool Change(string id, Func<AgentState, bool> may, Func<AgentState, AgentState> change)
    {
        if (!All.TryGetValue(id, out var standing) || !may(standing.State)) return false;
        All[id] = standing with { State = change(standing.State) };
        return true;
    }
}
