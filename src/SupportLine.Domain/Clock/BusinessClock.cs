using NodaTime;

namespace SupportLine.Domain.Clock;

/// <summary>
/// Business time: support hours, due times, rotas. It may be shifted (<c>Clock:StartAt</c>); SIP, media and leases keep
/// real time, which is a plain <see cref="TimeProvider"/>.
/// </summary>
public sealed class BusinessClock(TimeProvider time)
{
    /// <summary>For delays and timers that follow business time: ring times, progress, ladders.</summary>
    public TimeProvider Time { get; } = time;

    public Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());
}
