using NodaTime;
using SupportLine.Domain.Visits;

namespace SupportLine.Tests.Domain.Visits;

public sealed class VisitTests
{
    private static readonly Instant Now = Moment.At("2026-03-10T10:00:00-06");

    private static readonly Visit Night = new(
        "v1", "ipaxes", "aceros", "lucia", Moment.At("2026-03-10T22:00:00-06"), Moment.At("2026-03-11T00:00:00-06"), null, "power is cut by day", "agent:anna", false);

    [Theory]
    [Trait("Clause", "IPX-13")]
    [InlineData("2026-03-10T21:44:59-06", false)]
    [InlineData("2026-03-10T21:45:00-06", true)]
    [InlineData("2026-03-10T23:59:59-06", true)]
    [InlineData("2026-03-11T00:00:00-06", false)]
    public void A_booked_visit_lets_its_caller_through_while_it_lasts_and_a_little_before(string at, bool through)
    {
        Assert.Equal(through, Night.LetsThrough("aceros", Moment.At(at)));
        Assert.False(Night.LetsThrough("other", Moment.At(at)));
        Assert.False((Night with { Cancelled = true }).LetsThrough("aceros", Moment.At(at)));
    }

    [Fact]
    [Trait("Clause", "IPX-03")]
    public void A_visit_outside_hours_needs_its_reason_and_a_line_that_has_such_visits()
    {
        Assert.True(Assert.IsType<VisitRule.Booked>(Decide(Night)).OutOfHours);
        Assert.IsType<VisitRule.Refused>(Decide(Night with { Reason = " " }));
        var other = KnownLines.Ipaxes with { OutOfHours = KnownLines.Ipaxes.OutOfHours with { BookedVisits = false } };
        Assert.IsType<VisitRule.Refused>(VisitRule.Decide(other, Night, [], Now));
    }

    [Fact]
    [Trait("Clause", "IPX-13")]
    public void A_meeting_in_hours_needs_no_reason()
    {
        var meeting = Night with { From = Now + Duration.FromHours(1), Until = Now + Duration.FromHours(2), Reason = "" };
        Assert.False(Assert.IsType<VisitRule.Booked>(Decide(meeting)).OutOfHours);
    }

    [Fact]
    public void A_technician_is_not_booked_twice_nor_for_the_past_nor_for_days_on_end()
    {
        Assert.IsType<VisitRule.Refused>(VisitRule.Decide(KnownLines.Ipaxes, Night with { Id = "v2" }, [Night], Now));
        Assert.IsType<VisitRule.Booked>(VisitRule.Decide(KnownLines.Ipaxes, Night with { Id = "v2", EngineerId = "diego" }, [Night], Now));
        Assert.IsType<VisitRule.Booked>(VisitRule.Decide(KnownLines.Ipaxes, Night with { Id = "v2" }, [Night with { Cancelled = true }], Now));
        Assert.IsType<VisitRule.Refused>(Decide(Night with { Until = Night.From }));
        Assert.IsType<VisitRule.Refused>(Decide(Night with { Until = Night.From + Duration.FromHours(25) }));
        Assert.IsType<VisitRule.Refused>(VisitRule.Decide(KnownLines.Ipaxes, Night, [], Night.Until));
    }

    private static VisitRule Decide(Visit visit) => VisitRule.Decide(KnownLines.Ipaxes, visit, [], Now);
}
