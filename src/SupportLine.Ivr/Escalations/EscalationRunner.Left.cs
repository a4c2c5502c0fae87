using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;

namespace SupportLine.Ivr.Escalations;

/// <summary>Rings that a process which died left standing: nobody is rung while one of them may still go.</summary>
public sealed partial class EscalationRunner
{
    /// <summary>Cancels them; where nothing answers to that, the ring is waited out.</summary>
    private async Task CancelLeftRingsAsync(Escalation escalation, Line line, CancellationToken ct)
    {
        foreach (var standing in await LastNotesAsync(escalation.Id, ct))
        {
            if (standing.Outcome != AttemptOutcome.Ringing) continue;
            if (standing.Cancel is not { } cancel || !await Exchange.CancelLeftAsync(cancel, ct))
            {
                await WaitUntilAsync(standing.At + line.Routing.EngineerRing, ct);
            }

            await site.Escalations.NoteAttemptAsync(standing with { Outcome = AttemptOutcome.Cancelled, At = site.Clock.Now, Cancel = null }, ct);
        }
    }
}
