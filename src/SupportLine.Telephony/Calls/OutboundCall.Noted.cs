using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Dialogs;

namespace SupportLine.Telephony.Calls;

internal sealed partial class OutboundCall
{
    /// <summary>How long an answer waits to be written down; then whoever has answered comes first.</summary>
    private static readonly TimeSpan NotePatience = TimeSpan.FromSeconds(2);

    /// <summary>Sends the INVITE of a call whose ring is written down first; one that is written down nowhere was sent at once. From any thread.</summary>
    /// <param name="request">Takes the note, where there is one to take.</param>
    /// <param name="hearWithin">How long the far end may give no sign; null for as long as it rings.</param>
    public async Task StartNotedAsync(DialRequest request, TimeSpan? hearWithin)
    {
        if (request.BeforeRing is not { } note) return;
        try
        {
            await note(LeftRing.ToString());
        }
        catch
        {
            // What nobody could cancel is not sent.
            Loop.Post(StopRinging);
            throw;
        }

        Loop.Post(() => Start(request, hearWithin));
    }

    private async Task NoteAnswerAsync(Func<string, Task> note, Dialog dialog, Action acknowledge)
    {
        var left = LeftLeg.Of(dialog, Party.Trunk).ToString();
        try
        {
            await Task.Run(() => note(left)).WaitAsync(NotePatience, Loop.Time);
        }
        catch (Exception e)
        {
            LogNotNoted(Agent.Logger, e, Id);
        }

        Loop.Post(acknowledge);
    }

    [LoggerMessage(1105, LogLevel.Error, "Call {CallId} was answered, and how to end it could not be written down")]
    private static partial void LogNotNoted(ILogger logger, Exception e, string callId);
}
