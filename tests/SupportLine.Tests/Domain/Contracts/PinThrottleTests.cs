using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Tests.Domain.Contracts;

public sealed class PinThrottleTests
{
    [Fact]
    public void The_first_failures_cost_nothing() => Assert.IsType<PinThrottle.Allowed>(Decide(new PinFailures(4, 4)));

    [Fact]
    public void A_number_with_three_calls_of_wrong_PINs_is_refused()
    {
        Assert.IsNotType<PinThrottle.Refused>(Decide(new PinFailures(8, 8)));
        Assert.IsType<PinThrottle.Refused>(Decide(new PinFailures(9, 0)));
        Assert.IsType<PinThrottle.Refused>(Decide(new PinFailures(9, 0), onFile: true));
    }

    [Fact]
    public void A_stranger_can_slow_a_customer_but_never_lock_the_customer_out()
    {
        var slowed = Assert.IsType<PinThrottle.Delayed>(Decide(new PinFailures(0, 100_000), onFile: true));
        Assert.Equal(Duration.FromSeconds(30), slowed.By);
        Assert.IsType<PinThrottle.Delayed>(Decide(new PinFailures(100_000, 100_000), trusted: false, onFile: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Past_a_budget_an_organisation_is_closed_to_numbers_that_are_not_its_own(bool trusted)
    {
        Assert.IsNotType<PinThrottle.Refused>(Decide(new PinFailures(0, 29), trusted));
        Assert.IsType<PinThrottle.Refused>(Decide(new PinFailures(0, 30), trusted));
    }

    [Fact]
    public void Callers_whom_nobody_vouches_for_share_a_count_that_only_slows()
    {
        Assert.IsType<PinThrottle.Allowed>(Decide(new PinFailures(29, 0), trusted: false));
        Assert.Equal(Duration.FromSeconds(1), Assert.IsType<PinThrottle.Delayed>(Decide(new PinFailures(30, 0), trusted: false)).By);
        Assert.Equal(Duration.FromSeconds(30), Assert.IsType<PinThrottle.Delayed>(Decide(new PinFailures(100_000, 0), trusted: false)).By);
    }

    [Fact]
    public void Each_failure_more_waits_twice_as_long() => Assert.Equal(
        [1, 2, 4, 8, 16, 30, 30],
        Enumerable.Range(5, 7).Select(failures => (int)Assert.IsType<PinThrottle.Delayed>(Decide(new PinFailures(0, failures))).By.TotalSeconds));

    private static PinThrottle Decide(PinFailures failures, bool trusted = true, bool onFile = false) => PinThrottle.Decide(failures, trusted, onFile);
}
