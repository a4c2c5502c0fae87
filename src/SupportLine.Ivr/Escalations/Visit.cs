using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>An engineer who phoned in is asked about one emergency, beside those whom its ladder rings.</summary>
/// <param name="engineerId">Who.</param>
/// <param name="leg">The call.</param>
/// <param name="hasIt">Whether that engineer has taken it for later, and keeps it where nothing else is decided.</param>
internal sealed class Visit(string engineerId, ICall leg, bool hasIt)
{
    private readonly TaskCompletionSource<RingEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string EngineerId { get; } = engineerId;

    public ICall Leg { get; } = leg;

    public bool HasIt { get; } = hasIt;

    /// <summary>Where the ladder goes after it, once it is over.</summary>
    public Task<RingEnd> Ended => _ended.Task;

    public void End(RingEnd end) => _ended.TrySetResult(end);
}
