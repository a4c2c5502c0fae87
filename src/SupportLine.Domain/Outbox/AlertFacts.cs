using System.Text.Json.Serialization;
using NodaTime;
using SupportLine.Domain.Clock;

namespace SupportLine.Domain.Outbox;

/// <summary>What an engineer reads of an emergency without having to look anything up.</summary>
/// <param name="EscalationId">The escalation.</param>
/// <param name="LegId">The ring.</param>
/// <param name="EngineerId">Who is rung.</param>
/// <param name="EngineerName">As the engineer is addressed.</param>
/// <param name="Folio">Digits.</param>
/// <param name="LineId">The line.</param>
/// <param name="LineTitle">As people know it.</param>
/// <param name="LineNumber">The number the engineer is rung from.</param>
/// <param name="Organisation">The customer's name; null when nobody could be identified.</param>
/// <param name="Severity">As claimed by the caller, or as it stands when none was.</param>
/// <param name="CallerNumber">Where the call came from; empty when withheld.</param>
/// <param name="CallBackNumber">Where the caller is to be called back; empty when unknown.</param>
/// <param name="At">When the ring began, business time.</param>
public sealed record AlertFacts(
    string EscalationId,
    string LegId,
    string EngineerId,
    string EngineerName,
    string Folio,
    string LineId,
    string LineTitle,
    string LineNumber,
    string? Organisation,
    string Severity,
    string CallerNumber,
    string CallBackNumber,
    [property: JsonConverter(typeof(InstantJson))] Instant At);
