using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Queues;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A caller's call from the answer to its ending, straight on. Each part has a file of its own, numbered in the order in
/// which callers meet them; what a part leads to is its <see cref="Turn"/>.
/// </summary>
internal sealed partial class Conversation(
    Site site,
    IExchange exchange,
    EscalationRunner escalations,
    AgentQueue queue,
    ICall call,
    Line line,
    string callerNumber)
{
    /// <summary>Rounds through a menu before a person takes over: each is a key pressed, so nobody is cut off by it.</summary>
    private const int MostRounds = 20;

    private Progress _progress = new() { Language = line.Languages[0], CallerNumber = callerNumber };
    private readonly TicketDesk _desk = new(site, line);
    private Talk _talk = null!;

    private bool IsOpen => line.Hours.IsOpen(site.Clock.Now);

    private bool IsProven => _progress.IsProven(line, site.Clock.Now);

    /// <summary>The whole conversation; gives the ending that is recorded.</summary>
    public async Task<CallEnding> RunAsync(CancellationToken ct)
    {
        _talk = new Talk(call, new CallJournal(site.Calls, site.Clock, call.Id), site.Prompts.For(_progress.Language), line.Dialogue, State);
        await call.AnswerAsync(ct);
        await ChooseLanguageAsync(ct);
        await AnnounceAsync(ct);
        await IdentifyAsync(ct);
        if (await ElsewhereAsync(await VisitAsync(ct), ct) != Turn.Onward)
        {
            await (IsProven ? MainMenuAsync(ct) : HelpUnprovenAsync(ct));
        }

        await _talk.SayAsync(Prompts.Goodbye, ct);
        return _progress.Ending;
    }

    /// <summary>Something failed on our side: the caller is told before the line goes dead.</summary>
    public Task ApologiseAsync(CancellationToken ct) => _talk.SayAsync(Prompts.Trouble, ct);

    /// <summary>The caller hung up, at whatever moment: what was said so far is kept where an agent finds it.</summary>
    public async Task<CallEnding> KeepWhatWasSaidAsync(CancellationToken ct)
    {
        if (call.End is { Kind: CallEndKind.Cancelled }) return CallEnding.CancelledBeforeAnswer;
        if (_progress is { Note: { } note, Ticket: { } ticket } && File.Exists(Path.Combine(site.Recordings, note)))
        {
            // Whoever hangs up before the tone has said nothing.
            await _desk.NoteOnceAsync(_progress, ticket, note, call.Id, ct);
        }

        if (_progress.Recording is { } spoken && !File.Exists(Path.Combine(site.Recordings, spoken))) _progress.Recording = null;
        if (!_progress.IsWorthATicket) return _progress.Ending;
        var (raised, _) = await RaiseAsync(incomplete: true, ct);
        if (raised.Escalation is { } escalation)
        {
            escalations.Begin(escalation, callerWaits: false);
        }

        return CallEnding.HungUpWithIncompleteTicket;
    }

    /// <summary>What the keys that work everywhere lead to. Onward: the call has had what it was for.</summary>
    private async Task<Turn> ElsewhereAsync(Turn turn, CancellationToken ct) => turn switch
    {
        Turn.End => await EndAsync(ct),
        Turn.Person => await PersonAsync(ct),
        Turn.Unanswered => await HelpAsync(ct),
        _ => turn,
    };

    /// <summary>The caller ends it by key; a request half made stays as one that was cut off.</summary>
    private async Task<Turn> EndAsync(CancellationToken ct)
    {
        await KeepWhatWasSaidAsync(ct);
        if (_progress.Ending != CallEnding.FolioServed)
        {
            _progress.Ending = CallEnding.EndedByCaller;
        }

        return Turn.Onward;
    }

    /// <summary>Notes in the journal what is known now.</summary>
    private ValueTask NoteProgressAsync() => _talk.Journal.AddAsync(ProgressNote.Kind, _progress.ToNote().ToJson());

    private void ThrowIfCallerLeft()
    {
        if (call.End is { } end) throw new CallEndedException(end);
    }
}
