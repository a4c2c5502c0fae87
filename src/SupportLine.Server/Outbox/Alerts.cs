using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.Server.Outbox;

/// <summary>Alerts by mail and webhook: written into the outbox, and sent at once.</summary>
internal sealed partial class Alerts(Store store, LineBook lines, bool mails, IReadOnlyList<HookTerms> hooks, TimeProvider real, Action wake, ILogger<Alerts> logger) : IAlerts
{
    public async Task TellAsync(EmergencyAlert alert, CancellationToken ct)
    {
        try
        {
            if (await FactsAsync(alert, ct) is not { } facts) return;
            var notifications = Decide(alert, facts).ToList();
            if (notifications.Count == 0) return;
            await store.Outbox.AddAsync(notifications, Instant.FromDateTimeOffset(real.GetUtcNow()), ct);
            wake();
        }
#pragma warning disable CA1031 // Whatever fails here, the phone rings.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotWritten(e, alert.Engineer.Id, alert.Escalation.Folio);
        }
    }

    private IEnumerable<Notification> Decide(EmergencyAlert alert, AlertFacts facts)
    {
        if (mails && alert.Engineer.Email is { } address) yield return new Notification.AlertMail(facts, address, alert.Engineer.Language);
        var body = HookBody.Of(facts);
        foreach (var hook in hooks.Where(hook => hook.Wants(body.Type)))
        {
            yield return new Notification.WebhookCall($"{facts.EscalationId}:{facts.LegId}", hook.Url, body.Json, Alerts: true);
        }
    }

    private async Task<AlertFacts?> FactsAsync(EmergencyAlert alert, CancellationToken ct)
    {
        var escalation = alert.Escalation;
        if (lines.Find(escalation.LineId) is not { } line || await store.Tickets.FindAsync(escalation.Folio, ct) is not { } ticket) return null;
        var call = escalation.CallId is { } id ? await store.Calls.FindAsync(id, ct) : null;
        var organisation = ticket.OrganisationId is { } whose ? await store.Directory.OrganisationAsync(whose, ct) : null;
        return new AlertFacts(
            escalation.Id,
            alert.LegId,
            alert.Engineer.Id,
            alert.Engineer.Name,
            escalation.Folio.Digits,
            line.Id,
            line.Title,
            line.Numbers[0].Number,
            organisation?.Name,
            ticket.Claimed ?? ticket.Severity,
            call?.CallerNumber ?? ticket.ContactNumber,
            escalation.CallBackNumber,
            alert.At);
    }

    [LoggerMessage(3411, LogLevel.Critical, "Engineer {Engineer} is rung for folio {Folio} and could not be alerted in writing")]
    private partial void LogNotWritten(Exception e, string engineer, Folio folio);
}
