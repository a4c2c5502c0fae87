using NodaTime;
using SupportLine.Domain.Visits;

namespace SupportLine.Server.Commands;

/// <summary>A visit as a list shows it.</summary>
internal sealed record VisitView(
    string Id, string Line, string Organisation, string Engineer, string From, string Until, string State, string? Folio, string Reason, string? Outcome, string? Raised)
{
    public static VisitView Of(Visit visit, StoreVerb verb)
    {
        var zone = verb.Lines.Find(visit.LineId)?.Hours.Zone ?? DateTimeZone.Utc;
        return new VisitView(
            visit.Id,
            visit.LineId,
            visit.OrganisationId,
            visit.EngineerId,
            Output.Time(visit.From, zone),
            Output.Time(visit.Until, zone),
            visit.Cancelled ? "cancelled" : "booked",
            visit.Folio,
            visit.Reason,
            visit.Outcome,
            visit.RaisedFolio);
    }
}
