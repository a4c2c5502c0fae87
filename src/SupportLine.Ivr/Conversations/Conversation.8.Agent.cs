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
        try
        {
            talk.Lead(Whisper.To(Prompts.AgentWhisper, ticket, _progress.Caller?.Organisation));
            await talk.SayFullyAsync(RecordingNotice(), left.Token);
            return agent;
        }
        catch (OperationCanceledException) when (agent.End is not null)
        {
            return null;
        }
        catch (OperationCanceledException) when (call.End is not null)
        {
            await TellGoneAsync(talk, ct);
            return null;
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
        await using var metered = line.FindRequestType(ticket.RequestType)?.Requirement.Credits == true ? await BeginMeteringAsync(ticket, ct) : null;
        var tape = line.RecordsTalks.Value ? new TalkTape(site, _talk, NextFile()) : null;
        return await new BridgedTalk(site, exchange, line, _talk, ticket, tape, (target, stop) => ReachAgentAsync(target, ticket, stop)).RunAsync(helper, ct);
    }

    private async Task<MeteredTime?> BeginMeteringAsync(Ticket ticket, CancellationToken ct)
    {
        var isOverridden = (await site.Tickets.HistoryAsync(ticket.Folio, ct)).Any(step => step.Change is TicketChange.EntitlementOverridden);
        return await MeteredTime.BeginAsync(site, line, ticket, call.Id, overdraw: isOverridden, ct);
    }
}
