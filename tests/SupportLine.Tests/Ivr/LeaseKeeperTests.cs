using NodaTime;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Nodes;

namespace SupportLine.Tests.Ivr;

/// <summary>No two nodes work on the same thing, whatever their store does.</summary>
public sealed class LeaseKeeperTests
{
    private static readonly Duration Lease = Duration.FromSeconds(7);

    [Fact]
    public void It_is_kept_until_it_is_anothers() => Assert.Equal(10, KeptFor(asked => Task.FromResult<bool?>(asked < 5)));

    [Fact]
    public void A_store_that_does_not_say_is_waited_for_as_long_as_the_lease_lasts() => Assert.Equal(4 + 7, KeptFor(asked => Task.FromResult<bool?>(asked <= 2 ? true : null)));

    [Fact]
    public void One_that_hangs_no_longer() => Assert.Equal(2 + 7, KeptFor(asked => asked == 1 ? Task.FromResult<bool?>(true) : new TaskCompletionSource<bool?>().Task));

    [Fact]
    public void One_that_was_away_for_a_moment_changes_nothing() => Assert.Equal(20, KeptFor(asked => Task.FromResult<bool?>(asked == 10 ? false : asked % 3 == 0 ? true : null)));

    /// <summary>Seconds until it is given up, renewed every two; the first time it is asked is 1.</summary>
    private static double KeptFor(Func<int, Task<bool?>> renew)
    {
        var time = new VirtualTime(Instant.FromUtc(2026, 3, 10, 16, 0));
        var began = time.GetTimestamp();
        var asked = 0;
        Pump.Run(time, () => LeaseKeeper.KeepAsync(time, Lease, TimeSpan.FromSeconds(2), _ => renew(++asked), default));
        return time.GetElapsedTime(began).TotalSeconds;
    }
}
