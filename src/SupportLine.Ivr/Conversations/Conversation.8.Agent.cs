using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Credits;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>In support hours: the agents in turn, each of whom hears the folio and the organisation before the caller.</summary>
internal sealed partial class Conversation
{
    private async Task ConnectAgentAsync(RouteDecision.ConnectAgent decision, CancellationToken ct)
    {
        var ticket = _progress.Ticket!;
        await ReadNewFolioAsync(ct, ct);
        if (line.DepartmentOf(ticket.Product ?? _progress.Caller?.Contract?.Product) is { } department) _talk.Lead(department.Prompt);
        await _talk.SayAsync(Prompts.Connecting, ct);
        await _talk.SayFullyAsync(Whisper.RecordingNotice(line), ct);
        await site.NoteCallerAsync(call, ct);
        try
        {
            if (await ReachAgentAsync(decision, ticket, ct)) return;
        }
        finally
        {
            await site.NoteLegEndedAsync(call.Id);
        }

        _progress.Ending = CallEnding.NobodyAnswered;
        _talk.Lead(Prompts.NobodyAnswers);
        if (!_progress.Described && ticket.CallId == call.Id) await LeaveNoteAsync(ticket, Prompts.DescribeMessage, ct);
        await TellDueAsync(ct);
    }

    /// <summary>Whether the caller was helped, or is to be called back: by those who signed in, or else by the line's targets.</summary>
    private async Task<bool> ReachAgentAsync(RouteDecision.ConnectAgent decision, Ticket ticket, CancellationToken ct)
    {
        if (line.Queue is { } terms && await QueueAsync(terms, ticket, ct)) return true;
        foreach (var target in decision.Agents)
        {
            if (await _talk.HoldAsync(ColleaguesFor(ticket).ReachAsync(target, ct), ct) is { } agent)
            {
                if (await BridgeAgentAsync(agent, target, ticket, ct)) return true;
            }

            ThrowIfCallerLeft();
        }

        return false;
    }

    private Colleagues ColleaguesFor(Ticket ticket) => new(site, exchange, queue, line, _talk, ticket, _progress.Caller?.Organisation);

    /// <summary>False where the agent wanted to be relieved and nobody could be reached: the caller is still to be helped.</summary>
    private async Task<bool> BridgeAgentAsync(ICall agent, string target, Ticket ticket, CancellationToken ct)
    {
        _progress.Ending = CallEnding.ConnectedToAgent;
        try
        {
            await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Connected(target), "system", call.Id, site.Clock.Now, ct);
            await _talk.Journal.AddAsync("connected", target);
            return await TalkAsync(new TalkHelper(agent, target), ticket, () => { }, ct);
        }
        finally
        {
            await agent.HangUpAsync(CancellationToken.None);
        }
    }

    /// <summary>The talk, recorded and paid for as the line's terms say (SNG-03).</summary>
    /// <param name="helper">Who took the call.</param>
    /// <param name="ticket">What it is about.</param>
    /// <param name="joined">Told when nothing more has to be written before they hear each other.</param>
    /// <param name="ct">Cancels it.</param>
    private async Task<bool> TalkAsync(TalkHelper helper, Ticket ticket, Action joined, CancellationToken ct)
    {
        await using var metered = await MeteredTime.BeginWhereDueAsync(site, line, ticket, call.Id, ct);
        joined();
        var colleagues = ColleaguesFor(ticket);
        var tape = line.RecordsTalks.Value ? new TalkTape(site, _talk, NextFile()) : null;
        try
        {
            return await new BridgedTalk(site, exchange, line, _talk, ticket, tape, colleagues).RunAsync(helper, ct);
        }
        finally
        {
            await colleagues.FinishedAsync();
        }
    }
}
