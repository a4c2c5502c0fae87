using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A caller's call from the answer to its ending, straight on. Each step has a file of its own, in the order callers hear
/// them: Language, Announce, Identify, MainMenu, Request, Severity, Contact, Describe, Ticket, Folio, Route, Agent, OnCall,
/// and Lookup for a folio that exists.
/// </summary>
internal sealed partial class Conversation(
    Site site,
    IExchange exchange,
    EscalationRunner escalations,
    ICall call,
    Line line,
    string callerNumber)
{
    private readonly Progress _progress = new() { Language = line.Languages[0], Caller = new Caller.Unidentified(callerNumber) };
    private Talk _talk = new(site, call, call.Id, site.Prompts.For(line.Languages[0]), line.Dialogue);

    private bool IsOpen => line.Hours.IsOpen(site.Clock.Now);

    /// <summary>The whole conversation; gives the ending that is recorded.</summary>
    public async Task<CallEnding> RunAsync(CancellationToken ct)
    {
        await call.AnswerAsync(ct);
        await ChooseLanguageAsync(ct);
        _talk.Lead(line.Dialogue.Welcome);
        await AnnounceAsync(ct);
        await IdentifyAsync(ct);
        var ending = _progress.Caller is Caller.Identified ? await MainMenuAsync(ct) : await UnidentifiedAsync(ct);
        await _talk.SayAsync("common.goodbye", ct);
        return ending;
    }

    /// <summary>The caller hung up: what was said so far is kept where an agent finds it.</summary>
    public async Task<CallEnding> AbandonedAsync()
    {
        if (call.End is { Kind: CallEndKind.Cancelled })
        {
            return CallEnding.CancelledBeforeAnswer;
        }

        if (!_progress.IsWorthATicket)
        {
            return _progress.Ending;
        }

        var (raised, _) = await RaiseAsync(incomplete: true, CancellationToken.None);
        if (raised.Escalation is { } escalation)
        {
            escalations.Begin(escalation);
        }

        return CallEnding.HungUpWithIncompleteTicket;
    }
}
