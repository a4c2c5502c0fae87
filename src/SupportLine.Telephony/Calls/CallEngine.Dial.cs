using SupportLine.Telephony.Calls.Phones;

namespace SupportLine.Telephony.Calls;

/// <summary>Placing calls.</summary>
public sealed partial class CallEngine
{
    /// <summary>A trunk that gives no sign for so long gives way to the next: a ring's length, an engineer's chance.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <inheritdoc />
    /// <remarks>An answer that came before the cancelling is still <see cref="DialResult.Answered"/>: hang it up.</remarks>
    public async Task<DialResult> DialAsync(DialRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Target.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal))
        {
            return await PhoneRing.RingAsync(_agent, request.Target[PhoneAccount.Scheme.Length..], request, ct);
        }

        var ways = await _loop.AskAsync(() => _agent.WaysTo(request.Target));
        DialResult result = new DialResult.Failed(0, $"'{request.Target}' is neither a SIP address that can be reached nor a number that a trunk takes");
        for (var i = 0; i < ways.Count; i++)
        {
            var (way, hearWithin) = (ways[i], i + 1 < ways.Count ? Patience : (TimeSpan?)null);
            result = await DialAsync(request, way, hearWithin, ct);
            if (result is not DialResult.Failed { IsTheWays: true } || ct.IsCancellationRequested) break;
        }

        return result;
    }

    private async Task<DialResult> DialAsync(DialRequest request, DialWay way, TimeSpan? hearWithin, CancellationToken ct)
    {
        var (dialled, refused) = await _loop.AskAsync(() => _agent.Dial(request, way, hearWithin));
        if (dialled is not { } call)
        {
            return refused!;
        }

        await call.StartNotedAsync(request, hearWithin);
        await using var cancel = ct.Register(() => _loop.Post(call.StopRinging));
        await using var elsewhere = request.Elsewhere.Register(() => _loop.Post(call.StopElsewhere));
        var result = await call.Result;
        if (result is DialResult.Failed { IsTheWays: true }) _loop.Post(() => way.Trunk?.Blame(way.Remote));
        return result;
    }
}
