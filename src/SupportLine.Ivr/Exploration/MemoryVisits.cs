using NodaTime;
using SupportLine.Domain.Visits;

namespace SupportLine.Ivr.Exploration;

/// <summary>Visits kept in memory.</summary>
internal sealed class MemoryVisits : IVisitStore
{
    public List<Visit> All { get; } = [];

    public Task<VisitRule> BookAsync(Visit visit, Func<IReadOnlyList<Visit>, VisitRule> decide, CancellationToken ct)
    {
        var rule = decide([.. All.Where(other => other.EngineerId == visit.EngineerId)]);
        if (rule is VisitRule.Booked { Visit: var booked }) All.Add(booked);
        return Task.FromResult(rule);
    }

    public Task<bool> CancelAsync(string id, CancellationToken ct) => Task.FromResult(Change(id, visit => visit with { Cancelled = true }));

    public Task<bool> SetOutcomeAsync(string id, string outcome, string? folio, CancellationToken ct) =>
        Task.FromResult(Change(id, visit => visit with { Outcome = outcome, RaisedFolio = folio }));

    public Task<Visit?> FindAsync(string id, CancellationToken ct) => Task.FromResult(All.Find(visit => visit.Id == id));

    public Task<IReadOnlyList<Visit>> ListAsync(string? lineId, string? organisationId, Instant after, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Visit>>([.. All.Where(visit =>
            (lineId ?? visit.LineId) == visit.LineId && (organisationId ?? visit.OrganisationId) == visit.OrganisationId && visit.Until > after)]);

    public Task<Visit?> LettingThroughAsync(string lineId, string organisationId, Instant at, CancellationToken ct) =>
        Task.FromResult(All.Find(visit => visit.LineId == lineId && visit.LetsThrough(organisationId, at)));

    private bool Change(string id, Func<Visit, Visit> change)
    {
        var place = All.FindIndex(visit => visit.Id == id);
        if (place >= 0) All[place] = change(All[place]);
        return place >= 0;
    }
}
