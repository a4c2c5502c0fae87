namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>Something that will happen, unless cancelled first. Cancelling takes it out of its queue at once.</summary>
internal sealed class SipTimer(TimerQueue queue, long due, Action fire)
{
    /// <summary>When, as a timestamp of the loop's clock.</summary>
    public long Due { get; } = due;

    public Action Fire { get; } = fire;

    /// <summary>Place in the queue; -1 when it is not in it.</summary>
    internal int Index { get; set; } = -1;

    public void Cancel() => queue.Remove(this);
}
