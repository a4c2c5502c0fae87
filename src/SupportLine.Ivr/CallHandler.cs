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
    /// <summary>How often it is tried to keep what was said, while the store is away.</summary>
    internal const int MostTries = 5;

    /// <summary>In real time, between two of them: a store that is started again is back in seconds.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

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
        if (!await OpenAsync(new CallRecord(call.Id, line?.Id, call.Dialled, number, site.Clock.Now, null, null), ct))
        {
            // By this a trunk tries another node, which may have the store.
            await call.RejectAsync(503, ct);
            return;
        }

        CallEnding? ending = CallEnding.ServerError;
        try
        {
            ending = await TalkAsync(call, ringing, line, number, ct);
        }
        finally
        {
            await QualityNote.AddAsync(new CallJournal(site.Calls, site.Clock, call.Id), "caller", call.Quality);
            await EndAsync(call.Id, ending);
        }
    }

    /// <summary>False where the store is away.</summary>
    private async Task<bool> OpenAsync(CallRecord record, CancellationToken ct)
    {
        try
        {
            await site.Calls.OpenAsync(record, site.Node, ct);
            return true;
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            LogRefused(e, record.Id);
            return false;
        }
    }

    /// <summary>Ends it; a call of which something is still to be kept, or that the store does not take the end of, is left to <see cref="Nodes.NodeKeeper"/>.</summary>
    private async Task EndAsync(string callId, CallEnding? ending)
    {
        if (ending is { } known)
        {
            try
            {
                await site.Calls.EndAsync(callId, known, site.Clock.Now, CancellationToken.None);
                LogEnded(callId, known);
                return;
            }
            catch (Exception e) when (StoreFault.Is(e))
            {
                LogNotEnded(e, callId);
            }
        }

        site.Left.Add(callId, ending ?? CallEnding.ServerError);
    }

    private async Task<CallEnding?> TalkAsync(ICall call, Task ringing, Line? line, string number, CancellationToken ct)
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

    /// <summary>Null where what was said could not be kept yet: such a call is not ended.</summary>
    private async Task<CallEnding?> ConverseAsync(ICall call, Task ringing, Line line, string number, CancellationToken ct)
    {
        var conversation = new Conversation(site, Exchange, escalations, queue, call, line, number);
        try
        {
            await ringing;
            return await conversation.RunAsync(ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            var ending = await KeepAsync(conversation, call.Id);
            return call.End is null && ending is not null ? CallEnding.Interrupted : ending;
        }
        catch (Exception e)
        {
            // The loop of this call: whatever failed, the caller does not simply hear the line go dead.
            LogFailed(e, call.Id);

            // Kept while it is told: whoever described an emergency is not to wait for that.
            var keeping = KeepAsync(conversation, call.Id);
            await ApologiseAsync(conversation, call, ct);
            if (!keeping.IsCompleted) await call.HangUpAsync(CancellationToken.None);
            return await keeping is null ? null : CallEnding.ServerError;
        }
    }

    /// <summary>Keeps what was said; null where the store stays away, or that fails in another way: the journal has it still.</summary>
    private async Task<CallEnding?> KeepAsync(Conversation conversation, string callId)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var ending = await conversation.KeepWhatWasSaidAsync(CancellationToken.None);
                site.Left.Remove(callId);
                return ending;
            }
            catch (Exception e)
            {
                LogNotKept(e, callId);
                if (tries == MostTries || !StoreFault.Is(e)) return null;
            }

            site.Left.Hold(callId);
            await Task.Delay(Pause, site.RealTime);
        }
    }

    private async Task ApologiseAsync(Conversation conversation, ICall call, CancellationToken ct)
    {
        try
        {
            await conversation.ApologiseAsync(ct);
        }
        catch (OperationCanceledException) when (call.End is not null || ct.IsCancellationRequested)
        {
            // The caller did not wait for it.
        }
        catch (Exception e)
        {
            // What was said is kept all the same.
            LogFailed(e, call.Id);
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "Call {CallId}: {Ending}")]
    private partial void LogEnded(string callId, CallEnding ending);

    [LoggerMessage(2002, LogLevel.Error, "Call {CallId}: the conversation failed")]
    private partial void LogFailed(Exception e, string callId);

    [LoggerMessage(2005, LogLevel.Error, "Call {CallId}: refused, because its record cannot be opened")]
    private partial void LogRefused(Exception e, string callId);

    [LoggerMessage(2003, LogLevel.Error, "Call {CallId}: what was said is not kept yet, and is tried again")]
    private partial void LogNotKept(Exception e, string callId);

    [LoggerMessage(2004, LogLevel.Error, "Call {CallId}: its end is not in the store yet, and is tried again")]
    private partial void LogNotEnded(Exception e, string callId);
}
