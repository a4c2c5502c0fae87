namespace SupportLine.Server.Hosting;

/// <summary>Real time moved by a constant: business time that starts at <c>Clock:StartAt</c> and runs on.</summary>
internal sealed class ShiftedTime(TimeProvider real, DateTimeOffset startAt) : TimeProvider
{
    private readonly TimeSpan _shift = startAt - real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + _shift;

    public override long GetTimestamp() => real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
