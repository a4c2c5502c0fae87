using NodaTime;

namespace SupportLine.Domain.Visits;

/// <summary>A service booked beforehand with a technician, at a time when support is closed, or a meeting (IPX-13).</summary>
/// <param name="Id">Unique.</param>
/// <param name="LineId">The line.</param>
/// <param name="OrganisationId">For whom.</param>
/// <param name="EngineerId">With whom.</param>
/// <param name="From">Start.</param>
/// <param name="Until">End, later than <paramref name="From"/>.</param>
/// <param name="Folio">The ticket it is about, digits; null for none.</param>
/// <param name="Reason">Why it can not wait for support hours, in words.</param>
/// <param name="BookedBy">Who booked it: <c>agent:NAME</c>, <c>engineer:ID</c>.</param>
/// <param name="Cancelled">Whether it was called off.</param>
public sealed record Visit(
    string Id,
    string LineId,
    string OrganisationId,
    string EngineerId,
    Instant From,
    Instant Until,
    string? Folio,
    string Reason,
    string BookedBy,
    bool Cancelled)
{
    /// <summary>What came of it, in words; null while nothing is noted.</summary>
    public string? Outcome { get; init; }

    /// <summary>Digits of the ticket that its outcome led to (IPX-13); null for none.</summary>
    public string? RaisedFolio { get; init; }

    /// <summary>Callers come a little early.</summary>
    public static readonly Duration Early = Duration.FromMinutes(15);

    /// <summary>Whether a caller of its organisation is let through by it at an instant (IPX-03).</summary>
    public bool LetsThrough(string organisationId, Instant at) =>
        !Cancelled && organisationId == OrganisationId && From - Early <= at && at < Until;
}
