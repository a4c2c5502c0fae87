namespace SupportLine.Telephony.Calls;

/// <summary>Placing calls.</summary>
public sealed partial class CallEngine
{
    /// <inheritdoc />
    /// <remarks>An answer that came before the cancelling is still <see cref="DialResult.Answered"/>: hang it up.</remarks>
    public async Task<DialResult> DialAsync(DialRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (dialled, refused) = await _loop.AskAsync(() => _agent.Dial(request));
        if (dialled is not { } call)
        {
            return refused!;
        }

        await using var cancel = ct.Register(() => _loop.Post(call.StopRinging));
        return await call.Result;
    }
}
