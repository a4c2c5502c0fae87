using Microsoft.Extensions.Logging;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Diagnostics;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Phones;
using SupportLine.Ivr.Queues;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr;

/// <summary>Gives each call that comes in its conversation, and each conversation its one named ending.</summary>
public sealed partial class CallHandler(Site site, EscalationRunner escalations, AgentQueue queue, ILogger<CallHandler> logger) : ICallHandler
{
    /// <summary>Places calls and joins legs; set once, when the telephone that hands calls here exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    public bool Serves(string dialled) => site.Lines.Dialled(dialled) is not null || site.Lines.ServiceDialled(dialled) is not null || IsDiagnostic(dialled);

    public async Task HandleAsync(ICall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        var line = site.Lines.Dialled(call.Dialled);
        var number = CallerNumber.Normalise(call.Party.Number, line?.Region ?? "");
        // The caller hears it ring while the record is opened; one who cancels that soon leaves a record all the same.
        var ringing = call.RingAsync(ct);
        await site.Calls.OpenAsync(new CallRecord(call.Id, line?.Id, call.Dialled, number, site.Clock.Now, null, null), site.Node, ct);
        var ending = CallEnding.ServerError;
        try
        {
            ending = await TalkAsync(call, ringing, line, number, ct);
        }
        finally
        {
            await QualityNote.AddAsync(new CallJournal(site.Calls, site.Clock, call.Id), "caller", call.Quality);
            await site.Calls.EndAsync(call.Id, ending, site.Clock.Now, CancellationToken.None);
            LogEnded(call.Id, ending);
        }
    }

    private async Task<CallEnding> TalkAsync(ICall call, Task ringing, Line? line, string number, CancellationToken ct)
    {
        if (call.TakesPlaceOf is not null || IsBetweenPhones(call)) return await ConnectAsync(call, ringing, ct);
        return line is not null ? await VisitAsync(call, ringing, line, number, ct) ?? await ConverseAsync(call, ringing, line, number, ct)
            : site.Lines.ServiceDialled(call.Dialled) is { } serving ? await ServeAgentAsync(call, ringing, serving, ct)
            : await DiagnoseAsync(call, ringing, ct);
    }

    private bool IsBetweenPhones(ICall call) => call.Party.Phone is not null && Exchange.HasPhone(call.Dialled);

    /// <summary>One of the site's phones calls another, or goes on where another one is.</summary>
    private async Task<CallEnding> ConnectAsync(ICall call, Task ringing, CancellationToken ct)
    {
        try
        {
            await ringing;
            return call.TakesPlaceOf is { } replaced ? await TakePlaceAsync(call, replaced, ct) : await new PhoneCall(site, Exchange, call, new CallJournal(site.Calls, site.Clock, call.Id)).RunAsync(ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            return CallEnding.BetweenPhones;
        }
    }

    private async Task<CallEnding> TakePlaceAsync(ICall call, ICall replaced, CancellationToken ct)
    {
        if (site.Switchboard.TalkOf(replaced) is not { } talk)
        {
            // It talks with nobody: there is no place to take.
            await call.RejectAsync(603, ct);
            return CallEnding.BetweenPhones;
        }

        await call.AnswerAsync(ct);
        if (await talk.ReplaceAsync(replaced, call, ct)) await call.EndedAsync(ct);
        return CallEnding.BetweenPhones;
    }

    private bool IsDiagnostic(string dialled) => site.DiagnosticNumbers && DiagnosticNumber.Is(dialled);

    private async Task<CallEnding> DiagnoseAsync(ICall call, Task ringing, CancellationToken ct)
    {
        try
        {
            await ringing;
            await DiagnosticNumber.AnswerAsync(call, site, ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            // A diagnostic number is left by hanging up: there is no other way.
        }

        return CallEnding.Diagnostic;
    }

    private async Task<CallEnding> ServeAgentAsync(ICall call, Task ringing, Line line, CancellationToken ct)
    {
        try
        {
            await ringing;
            await new AgentServiceCall(site, queue, line, call, CallerNumber.Normalise(call.Party.Number, line.Region)).RunAsync(ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            // What was chosen is done already.
        }

        return CallEnding.AgentServed;
    }

    /// <summary>An engineer who phones in to take an emergency; null for any other caller.</summary>
    private async Task<CallEnding?> VisitAsync(ICall call, Task ringing, Line line, string number, CancellationToken ct)
    {
        var visitor = new CallingEngineer(site, escalations, call, line, number);
        try
        {
            await ringing;
            return await visitor.RunAsync(ct) ? CallEnding.EngineerServed : null;
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            return visitor.HasOffered ? CallEnding.EngineerServed : null;
        }
        catch (Exception e)
        {
            // Whatever failed, the call is answered as any other.
            LogFailed(e, call.Id);
            return null;
        }
    }

    private async Task<CallEnding> ConverseAsync(ICall call, Task ringing, Line line, string number, CancellationToken ct)
    {
        var conversation = new Conversation(site, Exchange, escalations, queue, call, line, number);
        try
        {
            await ringing;
            return await conversation.RunAsync(ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            var ending = await conversation.KeepWhatWasSaidAsync(CancellationToken.None);
            return call.End is null ? CallEnding.Interrupted : ending;
        }
        catch (Exception e)
        {
            // The loop of this call: whatever failed, the caller does not simply hear the line go dead.
            LogFailed(e, call.Id);
            await ApologiseAsync(conversation, call, ct);
            return CallEnding.ServerError;
        }
    }

    private static async Task ApologiseAsync(Conversation conversation, ICall call, CancellationToken ct)
    {
        try
        {
            await conversation.ApologiseAsync(ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            // The caller did not wait for it.
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "Call {CallId}: {Ending}")]
    private partial void LogEnded(string callId, CallEnding ending);

    [LoggerMessage(2002, LogLevel.Error, "Call {CallId}: the conversation failed")]
    private partial void LogFailed(Exception e, string callId);
}
