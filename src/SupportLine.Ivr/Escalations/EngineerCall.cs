using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Escalations;

/// <summary>One engineer's phone: rung, told what it is about, and asked. Key 1 alone accepts; a voicemail box never does.</summary>
internal sealed class EngineerCall(Site site, IExchange exchange, Ladder ladder, Line line, LadderStep step)
{
    private const char AcceptKey = '1';
    private const char PassKey = '2';
    private const char HearKey = '3';

    /// <summary>Times the question is put: once, and once more (whoever fumbles for the phone at night misses the first).</summary>
    private const int Presentations = 2;

    /// <summary>Times the caller's message is played.</summary>
    private const int MostHearings = 3;

    private readonly Escalation _escalation = ladder.Escalation;
    private readonly string _legId = LegId.New(site.RealTime);
    private int _hearings;

    /// <summary>True when the escalation is settled: this engineer accepted, or another one had.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        // Noted before it is sent: a process that dies leaves no ring that nobody knows of.
        await NoteAsync(AttemptOutcome.Ringing, ct);
        await site.Alerts.TellAsync(new EmergencyAlert(_escalation, step.Engineer, _legId, site.Clock.Now), ct);
        var result = await exchange.DialAsync(
            new DialRequest(step.Target, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan()) { LegId = _legId, IsOnCall = true }, ct);
        if (result is not DialResult.Answered { Leg: var leg })
        {
            await NoteAsync(AttemptOutcome.Of(result), ct);
            return false;
        }

        try
        {
            return await ConverseAsync(leg, ct);
        }
        finally
        {
            await leg.HangUpAsync(CancellationToken.None);
        }
    }

    private async Task<bool> ConverseAsync(ICall leg, CancellationToken ct)
    {
        var voice = site.Prompts.For(site.Prompts.Has(step.Engineer.Language) ? step.Engineer.Language : line.Languages[0]);
        var dialogue = line.Dialogue with { MenuWait = line.Routing.AcceptWithin.ToTimeSpan(), MenuPresentations = Presentations };
        var talk = new Talk(leg, new CallJournal(site.Calls, site.Clock, callId: null), voice, dialogue, _ => $"{_hearings}");
        switch (await AskAsync(talk, ct))
        {
            case AcceptKey:
                return await AcceptAsync(talk, ct);
            case PassKey:
                await NoteAsync(AttemptOutcome.Passed, ct);
                return await EndWithAsync(talk, Prompts.Passed, isSettled: false, ct);
            default:
                await NoteAsync(AttemptOutcome.NoKey, ct);
                return false;
        }
    }

    /// <summary>The key that was pressed; 0 when none was, or the engineer hung up.</summary>
    private async Task<char> AskAsync(Talk talk, CancellationToken ct)
    {
        try
        {
            if (await site.Tickets.FindAsync(_escalation.Folio, ct) is not { } ticket) return '\0';
            var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
            var opening = _escalation.First == step.Engineer.Id ? Prompts.VisitWhisper : Prompts.EmergencyWhisper;
            talk.Lead(Whisper.To(opening, ticket, organisation));
            if (ticket.Confirmed) talk.Lead(Prompts.EmergencyConfirmed);
            return await ChooseAsync(talk, ticket, ct);
        }
        catch (CallEndedException)
        {
            return '\0';
        }
    }

    private async Task<char> ChooseAsync(Talk talk, Ticket ticket, CancellationToken ct)
    {
        var menu = new Menu(
            "engineer.accept",
            [Prompt(Prompts.EngineerMenu)],
            [MenuOption.Unsaid(AcceptKey), MenuOption.Unsaid(PassKey), MenuOption.Unsaid(HearKey)]);
        for (_hearings = 0; _hearings <= MostHearings; _hearings++)
        {
            var choice = await talk.ChooseAsync(menu, ct);
            if (choice.Turn != Turn.Onward) return '\0';
            if (choice.Key != HearKey) return choice.Key;
            talk.Lead(CallersWords(ticket));
        }

        return '\0';
    }

    private Phrase[] CallersWords(Ticket ticket)
    {
        var path = Path.Combine(site.Recordings, ticket.Recording ?? "");
        return File.Exists(path) ? [Prompt(Prompts.CallersWords), new Phrase.Recorded(path)] : [Prompt(Prompts.NoCallersWords)];
    }

    private async Task<bool> AcceptAsync(Talk talk, CancellationToken ct)
    {
        ladder.IsSettling = true;
        if (!await site.Escalations.AcceptAsync(_escalation.Id, step.Engineer.Id, site.Clock.Now, ct))
        {
            await NoteAsync(AttemptOutcome.TooLate, ct);
            return await EndWithAsync(talk, Prompts.TakenAlready, isSettled: true, ct);
        }

        await NoteAsync(AttemptOutcome.Accepted, ct);
        await site.Tickets.AppendAsync(
            _escalation.Folio,
            new TicketChange.EscalationMoved("accepted", step.Engineer.Id),
            $"engineer:{step.Engineer.Id}",
            _escalation.CallId,
            site.Clock.Now,
            ct);
        var wasJoined = ladder.Hand(step.Engineer, talk.Leg) is { } handover && await MeetAsync(handover, talk, ct);

        // The emergency is this engineer's now, whether or not the caller is still there.
        return wasJoined || await EndWithAsync(talk, CallBackPhrases(), isSettled: true, ct);
    }

    /// <summary>Whether engineer and caller were joined; returns when they have parted.</summary>
    private async Task<bool> MeetAsync(Handover handover, Talk talk, CancellationToken ct)
    {
        try
        {
            if (line.RecordsTalks.Value) talk.Lead(Prompts.TalkIsRecorded);
            await talk.SayFullyAsync([Prompt(Prompts.ConnectingCaller)], ct);
            handover.BeReady(isThere: true);
        }
        catch (CallEndedException)
        {
            // Lost before they met: the caller is told that this engineer will call.
        }
        finally
        {
            handover.BeReady(isThere: false);
        }

        return await handover.FinishedAsync(ct);
    }

    /// <summary>The caller's number twice: it is written down.</summary>
    private Phrase[] CallBackPhrases()
    {
        if (!_escalation.CallBackNumber.Any(char.IsAsciiDigit)) return [Prompt(Prompts.CallBackNoNumber)];
        Phrase[] once = [Prompt(Prompts.CallBack), new Phrase.Digits(_escalation.CallBackNumber)];
        return [.. once, new Phrase.Pause(TimeSpan.FromSeconds(1)), .. once];
    }

    private static Task<bool> EndWithAsync(Talk talk, string key, bool isSettled, CancellationToken ct) =>
        EndWithAsync(talk, [Prompt(key)], isSettled, ct);

    private static async Task<bool> EndWithAsync(Talk talk, Phrase[] phrases, bool isSettled, CancellationToken ct)
    {
        try
        {
            await talk.SayFullyAsync(phrases, ct);
        }
        catch (CallEndedException)
        {
            // Hung up before the last word: what was decided stands.
        }

        return isSettled;
    }

    private Task NoteAsync(string outcome, CancellationToken ct) => site.Escalations.NoteAttemptAsync(
        new EscalationAttempt(_escalation.Id, _legId, step.Engineer.Id, step.Target, site.Clock.Now, outcome), ct);
}
