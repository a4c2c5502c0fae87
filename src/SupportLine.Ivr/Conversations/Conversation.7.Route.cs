using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The decision is made; here it is carried out.</summary>
internal sealed partial class Conversation
{
    private Task FollowAsync(RouteDecision decision, Escalation? escalation, CancellationToken ct) => decision switch
    {
        RouteDecision.ConnectAgent agent => ConnectAgentAsync(agent, ct),
        RouteDecision.RingOnCall onCall when escalation is not null => RingOnCallAsync(onCall, escalation, ct),
        RouteDecision.WaitAsTicket wait => ExplainWaitAsync(wait, ct),
        _ => throw new InvalidOperationException($"The route {decision.Reason} leads nowhere."),
    };

    /// <summary>A ticket and nobody now: the folio, why it waits, and when support opens or an answer is due.</summary>
    private async Task ExplainWaitAsync(RouteDecision.WaitAsTicket wait, CancellationToken ct)
    {
        await ReadNewFolioAsync(ct, ct);
        if (WhyItWaits(wait.Reason) is { } why) _talk.Lead(why);
        if (wait.OpensAt is not { } opens)
        {
            await TellDueAsync(ct);
            return;
        }

        await _talk.SayAsync([Prompt(Prompts.SupportOpens), new Phrase.Moment(opens, site.Clock.Now, line.Hours.Zone)], ct);
    }

    private string? WhyItWaits(RouteReason reason) => reason switch
    {
        RouteReason.NoAgents => Prompts.NobodyAnswers,
        RouteReason.TooManyUnverified => Prompts.TooManyEmergencies,
        RouteReason.UnverifiedNotAllowed => Prompts.WhyUnverifiedWaits,

        // Nobody who only left a message has been asked whether it is an emergency.
        RouteReason.MessageOnly => null,
        _ => _progress.RequestType is null || _progress.MessageOnly ? Prompts.Closed : Prompts.WhyItWaits,
    };

    /// <summary>By when an answer comes, as the ticket stands. No time is spoken that the vendor does not publish.</summary>
    private async Task TellDueAsync(CancellationToken ct)
    {
        Phrase[] due = _progress.Ticket?.DueAt is { } at
            ? [Prompt(Prompts.DueBefore), new Phrase.Before(at, site.Clock.Now, line.Hours.Zone)]
            : [Prompt(Prompts.DueUnpublished)];
        Phrase[] stands = _progress.Claimed is { } claimed && claimed != _progress.Ticket?.Severity ? [Prompt(Prompts.SeverityStands)] : [];
        await _talk.SayAsync([.. due, .. stands], ct);
    }

    /// <summary>A folio that the caller keyed is not read to them again.</summary>
    private Task ReadNewFolioAsync(CancellationToken enough, CancellationToken ct) =>
        _progress.Ticket is { } ticket && ticket.CallId == call.Id ? ReadFolioAsync(ticket, enough, ct) : Task.CompletedTask;
}
