using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Escalations;

/// <summary>One engineer's phone: rung, told what it is about, and asked. A key alone accepts; a voicemail box never does.</summary>
internal sealed partial class EngineerCall(Site site, IExchange exchange, Ladder ladder, Line line, LadderStep step, int place, Visit? visit = null)
{
    /// <summary>Times the question is put: once, and once more (whoever fumbles for the phone at night misses the first).</summary>
    private const int Presentations = 2;

    private readonly Escalation _escalation = ladder.Escalation;
    private readonly string _legId = visit?.Leg.Id ?? LegId.New(site.RealTime);

    /// <summary>Of this ring: what is open again later rings anew.</summary>
    private readonly CancellationToken _taken = ladder.Taken;

    /// <summary>How the leg is ended by whoever finds it standing; null while there is none.</summary>
    private string? _ending;

    /// <summary>The engineer's line: whoever talks has it for as long as the leg stands, and not until the talk ends that they left to another.</summary>
    public required IDisposable Held { private get; init; }

    /// <summary>Whether nothing at all was there to be rung.</summary>
    public bool IsUnreached { get; private set; }

    /// <summary>Where the ladder goes after it.</summary>
    public async Task<RingEnd> RunAsync(CancellationToken ct)
    {
        // Beside the ring, which does not wait for it: a text says what a voicemail box hides.
        _ = site.Alerts.TellAsync(new EmergencyAlert(_escalation, step.Engineer, _legId, site.Clock.Now), ct);
        var here = ladder.Here(step.Engineer.Id);
        using var elsewhere = CancellationTokenSource.CreateLinkedTokenSource(_taken, here);
        var result = await exchange.DialAsync(
            new DialRequest(step.Target, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan())
            {
                LegId = _legId,
                IsOnCall = true,
                PartOf = _escalation.CallId,
                Clock = site.Clock.Time,
                Elsewhere = elsewhere.Token,

                // Noted before it is sent, and before it is acknowledged: a process that dies leaves no leg that nobody can end.
                BeforeRing = how => NoteStandingAsync(AttemptOutcome.Ringing, how, ct),
                BeforeTalk = how => NoteStandingAsync(AttemptOutcome.Answered, how, ct),
            },
            ct);
        if (result is not DialResult.Answered { Leg: var leg })
        {
            _ending = null;
            IsUnreached = result is DialResult.Failed { Status: 0 };
            await NoteAsync(AttemptOutcome.Of(result), ct);
            if (_taken.IsCancellationRequested) return RingEnd.Elsewhere;
            return here.IsCancellationRequested ? RingEnd.NextPerson : RingEnd.Next;
        }

        try
        {
            return await ConverseAsync(leg, ct);
        }
        finally
        {
            await leg.HangUpAsync(CancellationToken.None);
            await site.NoteLegEndedAsync(_escalation.Id, _legId);
        }
    }

    /// <summary>The engineer has phoned in: asked as one who was rung is.</summary>
    public async Task<RingEnd> VisitAsync(CancellationToken ct)
    {
        await NoteAsync(AttemptOutcome.CalledIn, ct);
        await AppendAsync(new TicketChange.EscalationMoved(AttemptOutcome.CalledIn, step.Engineer.Id), ct);
        return await ConverseAsync(visit!.Leg, ct);
    }

    private async Task<RingEnd> ConverseAsync(ICall leg, CancellationToken ct)
    {
        if (await site.Tickets.FindAsync(_escalation.Folio, ct) is not { } ticket) return RingEnd.Next;
        var menu = new EngineerMenu(site, ticket);
        var voice = site.Prompts.For(site.Prompts.Has(step.Engineer.Language) ? step.Engineer.Language : line.Languages[0]);
        var dialogue = line.Dialogue with { MenuWait = line.Routing.AcceptWithin.ToTimeSpan(), MenuPresentations = Presentations };
        var talk = new Talk(leg, new CallJournal(site.Calls, site.Clock, visit?.Leg.Id), voice, dialogue, _ => menu.State);
        switch (await AskAsync(menu, talk, ticket, ct))
        {
            case EngineerChoice.Accept:
                return await AcceptAsync(talk, ticket, ct);
            case EngineerChoice.Later:
                return await AcceptForLaterAsync(talk, ct);
            case EngineerChoice.Dismiss:
                return await DismissAsync(talk, ticket, ct);
            case EngineerChoice.Pass or EngineerChoice.None when visit is { HasIt: true }:
                await NoteAsync(AttemptOutcome.Later, ct);
                return RingEnd.NextPerson;
            case EngineerChoice.Pass:
                await NoteAsync(AttemptOutcome.Passed, ct);
                await EndWithAsync(talk, [Prompt(Prompts.Passed)], ct);
                return RingEnd.NextPerson;
            case EngineerChoice.None:
                await NoteAsync(AttemptOutcome.NoKey, ct);
                return RingEnd.Next;
            default:
                return await EndTooLateAsync(talk, ct);
        }
    }

    /// <summary>What the engineer decides; null when somebody else was first meanwhile.</summary>
    private async Task<EngineerChoice?> AskAsync(EngineerMenu menu, Talk talk, Ticket ticket, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct, _taken);
        try
        {
            var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
            var opening = _escalation.First == step.Engineer.Id ? Prompts.VisitWhisper : Prompts.EmergencyWhisper;
            talk.Lead(Whisper.To(opening, ticket, organisation));
            if (ticket.Confirmed) talk.Lead(Prompts.EmergencyConfirmed);
            return await menu.AskAsync(talk, enough.Token);
        }
        catch (CallEndedException)
        {
            return EngineerChoice.None;
        }
        catch (OperationCanceledException) when (_taken.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<RingEnd> EndTooLateAsync(Talk talk, CancellationToken ct)
    {
        await NoteAsync(AttemptOutcome.TooLate, ct);
        await EndWithAsync(talk, [Prompt(Prompts.TakenAlready)], ct);
        return RingEnd.Elsewhere;
    }

    private static async Task EndWithAsync(Talk talk, Phrase[] phrases, CancellationToken ct)
    {
        try
        {
            await talk.SayFullyAsync(phrases, ct);
        }
        catch (CallEndedException)
        {
            // Hung up before the last word: what was decided stands.
        }
    }

    private Task<TicketEvent> AppendAsync(TicketChange change, CancellationToken ct) => site.Tickets.AppendAsync(
        _escalation.Folio, change, $"engineer:{step.Engineer.Id}", visit?.Leg.Id ?? _escalation.CallId, site.Clock.Now, ct);

    private Task NoteStandingAsync(string outcome, string how, CancellationToken ct)
    {
        _ending = how;
        return NoteAsync(outcome, ct);
    }

    private Task NoteAsync(string outcome, CancellationToken ct) => site.Escalations.NoteAttemptAsync(
        new EscalationAttempt(_escalation.Id, _legId, step.Engineer.Id, step.Target, site.Clock.Now, outcome) { Place = place, Cancel = _ending }, ct);
}
