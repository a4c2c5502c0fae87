using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.OnCall;

/// <summary>An escalation to begin; see <see cref="Escalation"/> for the fields.</summary>
public sealed record NewEscalation(
    Folio Folio,
    string LineId,
    string? CallId,
    string CallBackNumber,
    string Language,
    Instant At)
{
    /// <summary>Id of the engineer rung before those of the rota (IPX-13: the one a visit is booked with); null for none.</summary>
    public string? First { get; init; }
}
