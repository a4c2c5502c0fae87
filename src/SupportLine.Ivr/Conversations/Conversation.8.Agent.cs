using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Credits;
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
        await _talk.SayFullyAsync(RecordingNotice(), ct);
        if (line.Queue is { } terms && await QueueAsync(terms, ticket, ct)) return;
        foreach (var target in decision.Agents)
        {
            if (await _talk.HoldAsync(ReachAgentAsync(target, ticket, ct), ct) is { } agent)
            {
                if (await BridgeAgentAsync(agent, target, ticket, ct)) return;
            }

            ThrowIfCallerLeft();
        }

        _progress.Ending = CallEnding.NobodyAnswered;
        _talk.Lead(Prompts.NobodyAnswers);
        if (!_progress.Described && ticket.CallId == call.Id) await LeaveNoteAsync(ticket, Prompts.DescribeMessage, ct);
        await TellDueAsync(ct);
    }

    /// <summary>Rings one agent and whispers; null when nobody took it, or the agent hung up before the caller was there.</summary>
    private async Task<ICall?> ReachAgentAsync(string target, Ticket ticket, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        var result = await exchange.DialAsync(
            new DialRequest(target, line.Numbers[0].Number, line.Title, line.Routing.AgentRing.ToTimeSpan()) { PartOf = call.Id }, left.Token);
        await _talk.Journal.AddAsync("rang", $"{target} {result.GetType().Name}");
        if (result is not DialResult.Answered { Leg: var agent }) return null;
        var talk = _talk.With(agent, site.Prompts.For(line.Languages[0]));
        return await WhisperAsync(talk, Whisper.To(Prompts.AgentWhisper, ticket, _progress.Caller?.Organisation), left.Token, ct) ? agent : null;
    }

    /// <summary>Tells whoever answered what it is about; false when they hung up meanwhile, or the caller did, which they are told.</summary>
    private async Task<bool> WhisperAsync(Talk talk, Phrase[] phrases, CancellationToken left, CancellationToken ct)
    {
        try
        {
            talk.Lead(phrases);
            await talk.SayFullyAsync(RecordingNotice(), left);
            return true;
        }
        catch (OperationCanceledException) when (talk.Leg.End is not null)
        {
            return false;
        }
        catch (OperationCanceledException) when (call.End is not null)
        {
            await TellGoneAsync(talk, ct);
            return false;
        }
    }

    private static async Task TellGoneAsync(Talk talk, CancellationToken ct)
    {
        try
        {
            await talk.SayFullyAsync([Talk.Prompt(Prompts.CallerGone)], ct);
        }
        catch (CallEndedException)
        {
            // The agent has noticed.
            return;
        }

        await talk.Leg.HangUpAsync(ct);
    }

    /// <summary>False where the agent wanted to be relieved and nobody could be reached: the caller is still to be helped.</summary>
    private async Task<bool> BridgeAgentAsync(ICall agent, string target, Ticket ticket, CancellationToken ct)
    {
        _progress.Ending = CallEnding.ConnectedToAgent;
        try
        {
            await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Connected(target), "system", call.Id, site.Clock.Now, ct);
            await _talk.Journal.AddAsync("connected", target);
            return await TalkAsync(new TalkHelper(agent, target), ticket, ct);
        }
        finally
        {
            await agent.HangUpAsync(CancellationToken.None);
        }
    }

    /// <summary>Said to both before a talk that is recorded.</summary>
    private Phrase[] RecordingNotice() => line.RecordsTalks.Value ? [Talk.Prompt(Prompts.TalkIsRecorded)] : [];

    /// <summary>The talk, recorded and paid for as the line's terms say (SNG-03).</summary>
    private async Task<bool> TalkAsync(TalkHelper helper, Ticket ticket, CancellationToken ct)
    {
        await using var metered = await MeteredTime.BeginWhereDueAsync(site, line, ticket, call.Id, ct);
        var tape = line.RecordsTalks.Value ? new TalkTape(site, _talk, NextFile()) : null;
        var colleagues = new Colleagues(
            (target, stop) => ReachAgentAsync(target, ticket, stop),
            (department, present, stop) => AnotherAgentAsync(ticket, department, present, stop, ct));
        try
        {
            return await new BridgedTalk(site, exchange, line, _talk, ticket, tape, colleagues).RunAsync(helper, ct);
        }
        finally
        {
            await Task.WhenAll(_finishing);
        }
    }
}
