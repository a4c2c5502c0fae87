using SupportLine.Domain.OnCall;

namespace SupportLine.Ivr.Exploration;

/// <summary>Standing legs kept in memory.</summary>
internal sealed class MemoryStandingLegs : IStandingLegStore
{
    public SortedDictionary<string, StandingLeg> All { get; } = new(StringComparer.Ordinal);

    /// <summary>All that was ever noted, in order.</summary>
    public List<StandingLeg> Noted { get; } = [];

    public Task NoteAsync(StandingLeg leg, CancellationToken ct)
    {
        All[leg.LegId] = leg;
        Noted.Add(leg);
        return Task.CompletedTask;
    }

    public Task NoteEndedAsync(string legId, CancellationToken ct)
    {
        All.Remove(legId);
        return Task.CompletedTask;
    }

    public Task<StandingLeg?> FindAsync(string legId, CancellationToken ct) => Task.FromResult(All.GetValueOrDefault(legId));

    public Task<IReadOnlyList<StandingLeg>> OfNodeAsync(string node, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StandingLeg>>([.. All.Values.Where(leg => leg.Node == node)]);
}
