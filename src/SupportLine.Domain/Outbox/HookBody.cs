using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Outbox;

/// <summary>
/// What is posted to a webhook: a type, a time and data, as the Standard Webhooks specification has it. Of a ticket it carries
/// what a program routes by, and nothing that was said or written.
/// </summary>
public sealed record HookBody(string Type, string Json)
{
    public const string TicketRaised = "ticket.raised";
    public const string TicketChanged = "ticket.changed";
    public const string EngineerRung = "engineer.rung";

    /// <summary>A ladder ended and nobody had accepted.</summary>
    public const string EscalationExhausted = "escalation.exhausted";

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every type there is.</summary>
    public static IReadOnlyList<string> Types { get; } = [TicketRaised, TicketChanged, EngineerRung, EscalationExhausted];

    public static HookBody Of(Ticket ticket, TicketEvent step)
    {
        // The name that the history gives it: what changed, and not to what.
        var change = JsonSerializer.SerializeToElement(step.Change).GetProperty("change").GetString();
        return Of(TypeOf(step.Change), step.At, new
        {
            Folio = ticket.Folio.Digits,
            step.Seq,
            Change = change,
            step.Actor,
            Line = ticket.LineId,
            Organisation = ticket.OrganisationId,
            ticket.Severity,
            ticket.Status,
            ticket.Assignee,
        });
    }

    public static HookBody Of(AlertFacts alert) => Of(EngineerRung, alert.At, new
    {
        alert.Folio,
        Line = alert.LineId,
        alert.LineNumber,
        alert.Organisation,
        alert.Severity,
        alert.CallerNumber,
        alert.CallBackNumber,
        Engineer = alert.EngineerId,
        Escalation = alert.EscalationId,
    });

    private static string TypeOf(TicketChange change) => change switch
    {
        TicketChange.Raised => TicketRaised,
        TicketChange.EscalationMoved { State: TicketChange.EscalationMoved.Exhausted } => EscalationExhausted,
        _ => TicketChanged,
    };

    private static HookBody Of(string type, Instant at, object data) =>
        new(type, JsonSerializer.Serialize(new { type, timestamp = InstantPattern.ExtendedIso.Format(at), data }, Options));
}
