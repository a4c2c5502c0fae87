using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Tests.Domain.Contracts;

public sealed class PinThrottleTests
{
    [Fact]
    public void The_first_failures_cost_nothing() =>
        Assert.IsType<PinThrottle.Allowed>(PinThrottle.Decide(new PinFailures(4, 4), callerWithheld: false));

    [Fact]
    public void A_number_with_three_calls_of_wrong_PINs_is_refused()
    {
        Assert.IsNotType<PinThrottle.Refused>(PinThrottle.Decide(new PinFailures(8, 8), callerWithheld: false));
        Assert.IsType<PinThrottle.Refused>(PinThrottle.Decide(new PinFailures(9, 0), callerWithheld: false));
    }

    [Fact]
    public void A_stranger_can_slow_a_customer_but_never_lock_the_customer_out()
    {
        var slowed = Assert.IsType<PinThrottle.Delayed>(PinThrottle.Decide(new PinFailures(0, 100_000), callerWithheld: false));
        Assert.Equal(Duration.FromSeconds(30), slowed.By);
    }

    [Fact]
    public void Callers_without_number_share_a_count_that_only_slows() =>
        Assert.IsType<PinThrottle.Delayed>(PinThrottle.Decide(new PinFailures(50, 0), callerWithheld: true));

    [Fact]
    public void Each_failure_more_waits_twice_as_long() => Assert.Equal(
        [1, 2, 4, 8, 16, 30, 30],
        Enumerable.Range(5, 7).Select(failures =>
            (int)Assert.IsType<PinThrottle.Delayed>(PinThrottle.Decide(new PinFailures(0, failures), callerWithheld: false)).By.TotalSeconds));
}
