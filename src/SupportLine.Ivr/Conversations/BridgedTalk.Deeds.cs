using System.Globalization;
using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Sla;
using SupportLine.Domain.Tickets;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// What a helper does by keys while the talk goes on, one thing at a time. What is asked and said of it, the helper alone hears; who
/// did it stands in the ticket's history.
/// </summary>
internal sealed partial class BridgedTalk
{
    private static readonly TimeSpan Finished = TimeSpan.FromSeconds(4);

    private Ticket? _raised;
    private int _notes;

    /// <summary>What the talk is about now: the ticket raised last from it, or the one it began with.</summary>
    private Ticket Current => _raised ?? ticket;

    private async Task DoAsync(string keys, TalkHelper helper, CancellationToken ct)
    {
        var whisper = caller.With(helper.Leg, site.Prompts.For(line.Languages[0]));
        try
        {
            await caller.Journal.AddAsync("keyed", $"bridge={keys}");
            var routing = line.Routing;
            if (keys == routing.SecondKey) await BringSecondAsync(helper, whisper, ct);
            else if (keys == routing.SeverityKey) await VerifySeverityAsync(helper, whisper, ct);
            else if (keys == routing.TicketKey) await RaiseAnotherAsync(helper, ct);
            else if (keys == routing.ResolveKey) await ResolveAsync(helper, whisper, ct);
            else if (keys == routing.NoteKey) await caller.HoldAsync(TakeNoteAsync(helper, whisper, ct), ct);
            else await HandOverAsync(helper, whisper, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested || helper.Leg.End is not null)
        {
            // Whoever asked has hung up, or all have.
        }
        catch (Exception e) when (IsOfTheStore(e))
        {
            // What failed in a deed is not what becomes of the talk.
            await caller.Journal.AddAsync("failed", $"bridge={keys} {e.Message}");
        }
    }

    /// <summary>The store is away, or somebody else changed the ticket at the same moment.</summary>
    private static bool IsOfTheStore(Exception e) => e is TicketConflictException || StoreFault.Is(e);

    /// <summary>Whether somebody came.</summary>
    private async Task<bool> BringSecondAsync(TalkHelper asking, Talk whisper, CancellationToken ct)
    {
        await whisper.SayFullyAsync([Talk.Prompt(Prompts.SecondCalling)], ct);
        if (await _second.ReachAsync(Current, Present(), ct) is not var (engineer, leg))
        {
            await whisper.SayFullyAsync([Talk.Prompt(Prompts.SecondNobody)], ct);
            return false;
        }

        var helper = TalkHelper.Engineer(leg, engineer.Id);
        Join(helper);
        await NoteJoinedAsync(helper, asking.Actor, ct);
        return true;
    }

    /// <summary>The caller hears music while the helper is asked.</summary>
    private async Task VerifySeverityAsync(TalkHelper helper, Talk whisper, CancellationToken ct)
    {
        var offered = line.Severities.Reverse().ToList();
        var options = offered.Select((severity, place) => MenuOption.Named((char)('1' + place), severity.DefinitionPrompt));
        var choice = await caller.HoldAsync(whisper.ChooseAsync(new Menu("talk.severity", [Talk.Prompt(Prompts.HowSevere)], [.. options]), ct), ct);
        if (choice.Turn != Turn.Onward) return;
        var standing = await site.Tickets.FindAsync(Current.Folio, ct) ?? Current;
        var verified = SeverityVerification.Decide(line, standing, offered[choice.Key - '1'].Id, helper.Actor, "verified in the talk");
        if (verified is not SeverityVerification.Accepted { Change: var change }) return;
        await AppendAsync(standing, change, helper, ct);
        await caller.Journal.AddAsync("verified", $"{standing.Folio.Digits} {change.To}");
        await whisper.SayFullyAsync([Talk.Prompt(Prompts.SeverityVerified)], ct);
    }

    /// <summary>A second problem: the same customer's, in the class that every ticket starts in; its folio is read to both.</summary>
    private async Task RaiseAnotherAsync(TalkHelper helper, CancellationToken ct)
    {
        var (now, before) = (site.Clock.Now, Current);
        var raised = await site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = before.OrganisationId,
                ContactId = before.ContactId,
                ContractNumber = before.ContractNumber,
                Product = before.Product,
                Severity = line.StartingSeverity.Value,
                Status = line.FirstStatus.Id,
                ContactNumber = before.ContactNumber,
                Language = before.Language,
                CallerVerified = before.CallerVerified,
                Calendar = line.Hours.Id,
                CallId = CallId,
                RaisedAt = now,
                DueAt = DueFrom(now),
                Actor = helper.Actor,
                Changes = [new TicketChange.Referred(before.Folio.Digits), new TicketChange.Connected(helper.Who)],
            },
            ct);
        _raised = raised.Ticket;
        await AppendAsync(before, new TicketChange.Referred(raised.Ticket.Folio.Digits), helper, ct);
        await caller.Journal.AddAsync("ticket", raised.Ticket.Folio.Digits);
        await ReadFolioAsync(ct);
    }

    private Instant? DueFrom(Instant now) =>
        line.FindSeverity(line.StartingSeverity.Value) is { } severity ? FirstResponse.Due(line.Hours, severity, now) : null;

    /// <summary>The caller hears music, and not the note.</summary>
    private async Task<bool> TakeNoteAsync(TalkHelper helper, Talk whisper, CancellationToken ct)
    {
        var file = NextNote();
        var beep = new Utterance([whisper.Voice.Sound(Prompts.Beep)]);
        await whisper.SayFullyAsync([Talk.Prompt(Prompts.RecordNote)], ct);
        await helper.Leg.PlayAsync(beep, ct);
        await caller.Journal.AddAsync("recording", file);
        var result = await RecordNoteAsync(helper, file, beep, ct);
        await caller.Journal.AddAsync("recorded", string.Create(CultureInfo.InvariantCulture, $"{file} {result.Duration.TotalSeconds:0.0} s"));
        if (result.HeardSpeech) await AppendAsync(Current, new TicketChange.VoiceNoted(file), helper, ct);
        await whisper.SayFullyAsync([Talk.Prompt(result.HeardSpeech ? Prompts.NoteSaved : Prompts.NothingHeard)], ct);
        return result.HeardSpeech;
    }

    /// <summary>Not one of a talk before this one in the same call.</summary>
    private string NextNote()
    {
        while (true)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{CallId}-note-{++_notes}.wav");
            if (!File.Exists(Path.Combine(site.Recordings, file))) return file;
        }
    }

    /// <summary>Whoever hangs up to end it, or is left by the caller meanwhile, has said something all the same: what is on the disk belongs to the ticket.</summary>
    private async Task<RecordingResult> RecordNoteAsync(TalkHelper helper, string file, Utterance beep, CancellationToken ct)
    {
        var path = Path.Combine(site.Recordings, file);
        try
        {
            return await helper.Leg.RecordAsync(new RecordingRequest(path, line.Dialogue.LongestDescription, "#", Finished) { Warning = beep }, ct);
        }
        catch (OperationCanceledException) when (File.Exists(path))
        {
            await AppendAsync(Current, new TicketChange.VoiceNoted(file), helper, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Another agent, of a department where the line has several: told what it is about, joined, and the first one leaves.</summary>
    private async Task HandOverAsync(TalkHelper helper, Talk whisper, CancellationToken ct)
    {
        if (helper.EngineerId is not null)
        {
            if (await BringSecondAsync(helper, whisper, ct)) await helper.Leg.HangUpAsync(ct);
            return;
        }

        if (colleagues is null || await WhereToAsync(whisper, ct) is not (true, var department)) return;
        await whisper.SayFullyAsync([Talk.Prompt(Prompts.Connecting)], ct);
        if (await colleagues.AnotherAsync(department, PresentWho(), ct) is not { } next)
        {
            await whisper.SayFullyAsync([Talk.Prompt(Prompts.NobodyAnswers)], ct);
            return;
        }

        Join(next);
        await NoteJoinedAsync(next, helper.Actor, ct);
        await helper.Leg.HangUpAsync(ct);
    }

    /// <summary>The department chosen, null where the line is one; or that none was.</summary>
    private async Task<(bool IsChosen, Department? Department)> WhereToAsync(Talk whisper, CancellationToken ct)
    {
        if (line.Departments.Count < 2) return (true, null);
        var list = new MenuList("talk.department", Talk.Prompt(Prompts.WhichProduct), [.. line.Departments.Select(department => department.Prompt)], Standing: "");
        var (turn, place) = await whisper.PickAsync(list, ct);
        return turn == Turn.Onward ? (true, line.Departments[place]) : (false, null);
    }

    private List<string> PresentWho()
    {
        lock (_lock)
        {
            return [.. _helpers.Select(helper => helper.Who)];
        }
    }

    private Task<TicketEvent> AppendAsync(Ticket to, TicketChange change, TalkHelper by, CancellationToken ct) =>
        site.Tickets.AppendAsync(to.Folio, change, by.Actor, CallId, site.Clock.Now, ct);
}
