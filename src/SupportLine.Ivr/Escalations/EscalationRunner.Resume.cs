
namespace SupportLine.Ivr.Escalations;

/// <summary>Emergencies that nobody works on: of a process that died, or of a node that lost its lease.</summary>
public sealed partial class EscalationRunner
{
    private async Task ResumeAsync()
    {
        try
        {
            await ReleaseAsync(_stop.Token);
            await Task.WhenAll(EndForgottenLegsAsync(site.Node, _stop.Token), KeepTakingUpAsync(_draining.Token));
        }
        catch (OperationCanceledException)
        {
            // We stop, or take no new calls.
        }
    }

    private async Task KeepTakingUpAsync(CancellationToken ct)
    {
        while (true)
        {
            await TakeUpAsync(ct);
            await Task.Delay(Heartbeat, site.RealTime, ct);
        }
    }

    /// <summary>Leases of this node's that are there before it works on anything are those of its life before, and need not lapse.</summary>
    private async Task ReleaseAsync(CancellationToken ct)
    {
        try
        {
            await site.Escalations.ReleaseAsync(site.Node, ct);
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // They lapse by themselves.
            LogStoreFailed(e);
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
        catch (Exception e) when (StoreFault.Is(e))
        {
            // The database is away for a moment: the emergency waits in it, and so do we.
            LogStoreFailed(e);
        }
    }
}
