using SupportLine.Domain.Contracts;
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
    private readonly Escalation _escalation = ladder.Escalation;
    private readonly string _legId = LegId.New(site.RealTime);

    /// <summary>True when the engineer accepted and won.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        // Noted before it is sent: a process that dies leaves no ring that nobody knows of.
        await NoteAsync("ringing", ct);
        var result = await exchange.DialAsync(
            new DialRequest(step.Target, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan()) { LegId = _legId }, ct);
        if (result is not DialResult.Answered { Leg: var leg })
        {
            await NoteAsync(Outcome(result), ct);
            return false;
        }

        try
        {
            return await AnsweredAsync(leg, ct);
        }
        catch (CallEndedException)
        {
            await NoteAsync("hung-up", ct);
            return false;
        }
        finally
        {
            await leg.HangUpAsync(CancellationToken.None);
        }
    }

    private static string Outcome(DialResult result) => result switch
    {
        DialResult.Busy => "busy",
        DialResult.Declined => "declined",
        DialResult.NoAnswer => "no-answer",
        DialResult.Cancelled => "cancelled",
        _ => "failed",
    };

    private async Task<bool> AnsweredAsync(ICall leg, CancellationToken ct)
    {
        var voice = site.Prompts.For(site.Prompts.Has(step.Engineer.Language) ? step.Engineer.Language : line.Languages[0]);
        var dialogue = line.Dialogue with { MenuWait = line.Routing.AcceptWithin.ToTimeSpan(), MenuPresentations = 2 };
        var talk = new Talk(site, leg, _escalation.CallId ?? _legId, voice, dialogue);
        var ticket = await site.Tickets.FindAsync(_escalation.Folio, ct);
        if (ticket is null)
        {
            return false;
        }

        var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
        talk.Lead(Whisper(ticket, organisation));
        switch (await MenuAsync(talk, ticket, ct))
        {
            case '1':
                return await AcceptAsync(talk, ct);
            case '2':
                await NoteAsync("passed", ct);
                await talk.SayAsync("engineer.passed", ct);
                return false;
            default:
                await NoteAsync("no-key", ct);
                return false;
        }
    }

    private IEnumerable<Phrase> Whisper(Ticket ticket, Organisation? organisation) =>
    [
        Prompt("engineer.emergency"),
        Prompt("agent.folio"),
        new Phrase.FolioDigits(ticket.Folio),
        .. organisation is null
            ? new[] { Prompt("agent.unverified") }
            : [Prompt("agent.organisation"), new Phrase.Dynamic(organisation.Name, "agent.organisation.known")],
        .. line.FindSeverity(ticket.Claimed) is { } severity ? new[] { Prompt("engineer.claimed"), Prompt(severity.DefinitionPrompt) } : [],
    ];

    /// <summary>The menu, again after the caller's message was heard.</summary>
    private async Task<char?> MenuAsync(Talk talk, Ticket ticket, CancellationToken ct)
    {
        for (var heard = 0; heard < 3; heard++)
        {
            var key = await talk.ChooseAsync("engineer.accept", [Prompt("engineer.menu")], "123", ct);
            if (key != '3')
            {
                return key;
            }

            var path = ticket.Recording is { } recording ? Path.Combine(site.Recordings, recording) : "";
            talk.Lead(File.Exists(path) ? [Prompt("engineer.callers-words"), new Phrase.Recorded(path)] : [Prompt("engineer.no-message")]);
        }

        return null;
    }

    private async Task<bool> AcceptAsync(Talk talk, CancellationToken ct)
    {
        if (!await site.Escalations.AcceptAsync(_escalation.Id, step.Engineer.Id, site.Clock.Now, ct))
        {
            await talk.SayAsync("engineer.taken", ct);
            return true;
        }

        await NoteAsync("accepted", ct);
        await site.Tickets.AppendAsync(
            _escalation.Folio,
            new TicketChange.EscalationMoved("accepted", step.Engineer.Id),
            $"engineer:{step.Engineer.Id}",
            _escalation.CallId,
            site.Clock.Now,
            ct);
        await talk.SayAsync("engineer.connecting", ct);
        if (ladder.Hand(step.Engineer, talk.Leg) is { } done)
        {
            await done.Task.WaitAsync(ct);
        }

        // The engineer's leg still stands when the caller left before the two were joined.
        if (talk.Leg.End is null)
        {
            await TellCallerGoneAsync(talk, ct);
        }

        return true;
    }

    private async Task TellCallerGoneAsync(Talk talk, CancellationToken ct)
    {
        Phrase[] phrases = _escalation.CallBackNumber.Any(char.IsAsciiDigit)
            ? [Prompt("engineer.gone"), new Phrase.Digits(_escalation.CallBackNumber)]
            : [Prompt("engineer.gone.no-number")];

        // Twice: it is written down.
        await talk.SayAsync([.. phrases, new Phrase.Pause(TimeSpan.FromSeconds(1)), .. phrases], ct);
    }

    private Task NoteAsync(string outcome, CancellationToken ct) => site.Escalations.NoteAttemptAsync(
        new EscalationAttempt(_escalation.Id, _legId, step.Engineer.Id, step.Target, site.Clock.Now, outcome), ct);
}
