using Microsoft.Extensions.Logging;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Diagnostics;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr;

/// <summary>Gives each call that comes in its conversation, and each conversation its one named ending.</summary>
public sealed partial class CallHandler(Site site, EscalationRunner escalations, ILogger<CallHandler> logger) : ICallHandler
{
    /// <summary>Places calls and joins legs; set once, when the telephone that hands calls here exists.</summary>
    public IExchange Exchange { get; set; } = null!;

    public bool Serves(string dialled) => site.Lines.Dialled(dialled) is not null || (site.DiagnosticNumbers && DiagnosticNumber.Is(dialled));

    public async Task HandleAsync(ICall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (site.Lines.Dialled(call.Dialled) is { } line)
        {
            await ConverseAsync(call, line, ct);
        }
        else
        {
            await DiagnosticNumber.AnswerAsync(call, site, ct);
        }
    }

    private async Task ConverseAsync(ICall call, Line line, CancellationToken ct)
    {
        var number = CallerNumber.Normalise(call.Party.Number, line.Region);
        await site.Calls.OpenAsync(new CallRecord(call.Id, line.Id, call.Dialled, number, site.Clock.Now, null, null), site.Node, ct);
        var conversation = new Conversation(site, Exchange, escalations, call, line, number);
        var ending = CallEnding.ServerError;
        try
        {
            ending = await conversation.RunAsync(ct);
        }
        catch (CallEndedException)
        {
            ending = await conversation.AbandonedAsync();
        }
        finally
        {
            await site.Calls.EndAsync(call.Id, ending, site.Clock.Now, CancellationToken.None);
            LogEnded(call.Id, ending);
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "Call {CallId}: {Ending}")]
    private partial void LogEnded(string callId, CallEnding ending);
}
