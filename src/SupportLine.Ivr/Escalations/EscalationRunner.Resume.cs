using System.Data.Common;

namespace SupportLine.Ivr.Escalations;

/// <summary>Emergencies that nobody works on: of a process that died, or of a node that lost its lease.</summary>
public sealed partial class EscalationRunner
{
    private async Task ResumeAsync()
    {
        try
        {
            while (true)
            {
                await TakeUpAsync(_stop.Token);
                await Task.Delay(Heartbeat, site.RealTime, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // We stop.
        }
    }

    private async Task TakeUpAsync(CancellationToken ct)
    {
        try
        {
            while (await site.Escalations.LeaseAsync(null, site.Node, RealNow, Lease, ct) is { } left)
            {
                LogResumed(left.Id, left.Folio);
                Begin(left, callerWaits: false);
            }
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException)
        {
            // The database is away for a moment: the emergency waits in it, and so do we.
            LogStoreFailed(e);
        }
    }
}
