namespace SupportLine.Telephony.Calls;

/// <summary>Legs of a process that died.</summary>
public sealed partial class CallEngine
{
    /// <summary>How long a phone may take to say that it rings no more, or has hung up.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(4);

    /// <inheritdoc />
    public async Task<bool> EndLeftAsync(string how, CancellationToken ct)
    {
        var left = LeftLeg.ParseAll(how);
        if (left.Count == 0) return false;
        using var patience = new CancellationTokenSource(EndPatience, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var over = await Task.WhenAll(left.Select(leg => leg.Rings ? CancelLeftAsync(leg, enough.Token) : HangUpLeftAsync(leg, enough.Token)));
            return over.All(isOver => isOver);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> CancelLeftAsync(LeftLeg ring, CancellationToken ct)
    {
        for (var sending = 0; sending < OutboundCall.MostSendings; sending++)
        {
            var (nth, end) = (sending, new LeftRingEnd());
            _loop.Post(() => _agent.CancelLeft(ring, nth, end));
            switch (await end.Understood.WaitAsync(ct))
            {
                case 200:
                    // That tells only that it was understood. The phone may have been answered before: that has to be heard, and ended.
                    await Task.WhenAny(end.Over, Task.Delay(Timeout.InfiniteTimeSpan, ct));
                    if (end.Over is { IsCompletedSuccessfully: true, Result: 401 or 407 or 422 }) break;
                    return true;
                case 481:
                    // It knows no such call: it has ended, or an INVITE sent again took its place.
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>True where it knows no such call, too.</summary>
    private async Task<bool> HangUpLeftAsync(LeftLeg leg, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Post(() => _agent.HangUpLeft(leg, status => answer.TrySetResult(status)));
        return await answer.Task.WaitAsync(ct) is 200 or 481;
    }
}
