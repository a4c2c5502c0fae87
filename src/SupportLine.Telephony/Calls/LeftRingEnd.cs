namespace SupportLine.Telephony.Calls;

/// <summary>What comes of cancelling a ring that a process before this one began.</summary>
internal sealed class LeftRingEnd
{
    private readonly TaskCompletionSource<int> _understood = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The status of the CANCEL's answer; 0 when none came, -1 when nothing reaches it.</summary>
    public Task<int> Understood => _understood.Task;

    /// <summary>The status of the INVITE's answer; a call that was answered has been ended.</summary>
    public Task<int> Over => _over.Task;

    public void BeUnderstood(int status) => _understood.TrySetResult(status);

    public void BeOver(int status) => _over.TrySetResult(status);
}
