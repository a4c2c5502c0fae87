namespace SupportLine.Telephony.Calls;

/// <summary>Rings of a process that died.</summary>
public sealed partial class CallEngine
{
    /// <summary>How long a phone may take to say that it rings no more.</summary>
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(4);

    /// <inheritdoc />
    public async Task<bool> CancelLeftAsync(string cancel, CancellationToken ct)
    {
        if (LeftRing.Parse(cancel) is not { } ring) return false;
        using var patience = new CancellationTokenSource(CancelPatience, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            for (var sending = 0; sending < OutboundCall.MostSendings; sending++)
            {
                var status = await CancelLeftAsync(ring, sending, enough.Token);
                if (status == 200) return true;

                // It knows no such call: it has ended, or an INVITE sent again took its place.
                if (status != 481) return false;
            }

            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<int> CancelLeftAsync(LeftRing ring, int sending, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = ct.Register(() => answer.TrySetCanceled(ct));
        _loop.Post(() => _agent.CancelLeft(ring, sending, status => answer.TrySetResult(status)));
        return await answer.Task;
    }
}
