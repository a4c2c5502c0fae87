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
    Instant At);
