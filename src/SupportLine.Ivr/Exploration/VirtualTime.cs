using NodaTime;

namespace SupportLine.Ivr.Exploration;

/// <summary>A clock that stands still until it is moved to its next timer: a night on the telephone takes no time at all.</summary>
internal sealed class VirtualTime(Instant start) : TimeProvider
{
    private readonly PriorityQueue<Timer, (Instant Due, long Order)> _timers = new();
    private Instant _now = start;
    private long _order;

    public override long TimestampFrequency => NodaConstants.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now.ToDateTimeOffset();

    public override long GetTimestamp() => _now.ToUnixTimeTicks();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer and fires it; false when there is none.</summary>
    public bool MoveOn()
    {
        while (_timers.TryDequeue(out var timer, out var at))
        {
            if (timer.Due != at.Due) continue;
            _now = Instant.Max(_now, at.Due);
            timer.Fire();
            return true;
        }

        return false;
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public Instant? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + Duration.FromTimeSpan(dueTime);
            if (Due is { } due) time._timers.Enqueue(this, (due, time._order++));
            return true;
        }

        public void Fire()
        {
            Due = null;
            callback(state);
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
