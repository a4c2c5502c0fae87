using SupportLine.Domain.OnCall;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>
/// An engineer's leg on its way to the caller. Both sides may be gone before they meet, so each says how far it came: the
/// engineer's when it is ready, the caller's when they are joined, when the engineer was lost, and when it is finished.
/// </summary>
internal sealed class Handover(Engineer engineer, ICall leg)
{
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Meeting> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Meeting _meeting;

    public Engineer Engineer { get; } = engineer;

    public ICall Leg { get; } = leg;

    /// <summary>True once the engineer is ready to talk, false when the engineer's leg was lost before.</summary>
    public Task<bool> ReadyAsync(CancellationToken ct) => WaitAsync(_ready, ct);

    /// <summary>What became of it, once the caller's side is finished with the leg.</summary>
    public Task<Meeting> FinishedAsync(CancellationToken ct) => WaitAsync(_finished, ct);

    public void BeReady(bool isThere) => _ready.TrySetResult(isThere);

    public void Join() => _meeting = Meeting.Talked;

    public void Drop() => _meeting = Meeting.Dropped;

    public void Finish() => _finished.TrySetResult(_meeting);

    private static async Task<T> WaitAsync<T>(TaskCompletionSource<T> source, CancellationToken ct)
    {
        await using var cancel = ct.Register(() => source.TrySetCanceled(ct));
        return await source.Task;
    }
}
