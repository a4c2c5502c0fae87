using NodaTime;

namespace SupportLine.Domain.Visits;

/// <summary>Booked visits and meetings as stored.</summary>
public interface IVisitStore
{
    /// <summary>Books by what is decided from the technician's other visits; two who book at once do so one after the other.</summary>
    /// <param name="visit">What is asked for.</param>
    /// <param name="decide">Given the technician's visits, <see cref="VisitRule.Decide"/>.</param>
    /// <param name="ct">Cancels it.</param>
    Task<VisitRule> BookAsync(Visit visit, Func<IReadOnlyList<Visit>, VisitRule> decide, CancellationToken ct);

    /// <summary>Calls one off; false when there is none that stands.</summary>
    Task<bool> CancelAsync(string id, CancellationToken ct);

    /// <summary>Notes what came of a meeting, and the ticket that it led to (IPX-13); false when there is none.</summary>
    Task<bool> SetOutcomeAsync(string id, string outcome, string? folio, CancellationToken ct);

    Task<Visit?> FindAsync(string id, CancellationToken ct);

    /// <summary>Visits that end after an instant, cancelled ones included, the earliest first.</summary>
    /// <param name="lineId">Of one line; null for all.</param>
    /// <param name="organisationId">Of one organisation; null for all.</param>
    /// <param name="after">The instant.</param>
    /// <param name="ct">Cancels it.</param>
    Task<IReadOnlyList<Visit>> ListAsync(string? lineId, string? organisationId, Instant after, CancellationToken ct);

    /// <summary>The visit that lets a caller of an organisation through at an instant (IPX-03); null for none.</summary>
    Task<Visit?> LettingThroughAsync(string lineId, string organisationId, Instant at, CancellationToken ct);
}
