using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Sla;

namespace SupportLine.Tests.Domain.Sla;

public sealed class FirstResponseTests
{
    [Theory]
    [Trait("Clause", "IPX-07")]
    [InlineData("estandar", "2026-03-10T09:00:00-06", "2026-03-10T13:00:00-06")]
    [InlineData("estandar", "2026-03-10T15:30:00-06", "2026-03-11T10:30:00-06")]
    [InlineData("estandar", "2026-03-13T17:00:00-06", "2026-03-16T12:00:00-06")]
    [InlineData("estandar", "2026-03-10T22:00:00-06", "2026-03-11T12:30:00-06")]
    [InlineData("urgente", "2026-03-10T09:00:00-06", "2026-03-10T10:00:00-06")]
    [InlineData("urgente", "2026-03-14T09:00:00-06", "2026-03-16T09:30:00-06")]
    [InlineData("emergencia", "2026-03-10T09:00:00-06", "2026-03-10T09:15:00-06")]
    [InlineData("emergencia", "2026-03-10T22:00:00-06", "2026-03-11T00:00:00-06")]
    [InlineData("emergencia", "2026-03-14T09:00:00-06", "2026-03-14T11:00:00-06")]
    [InlineData("emergencia", "2026-03-10T17:30:00-06", "2026-03-10T19:30:00-06")]
    public void Each_level_is_due_in_service_hours_and_an_emergency_within_two_hours_outside_them(string severity, string raised, string due) =>
        Assert.Equal(Moment.At(due), FirstResponse.Due(KnownLines.Ipaxes.Hours, KnownLines.Ipaxes.FindSeverity(severity)!, Moment.At(raised)));

    [Fact]
    [Trait("Clause", "IPX-07")]
    public void An_emergency_just_before_closing_does_not_wait_till_morning() =>
        Assert.Equal(
            Moment.At("2026-03-10T19:25:00-06"),
            FirstResponse.Due(KnownLines.Ipaxes.Hours, KnownLines.Ipaxes.FindSeverity("emergencia")!, Moment.At("2026-03-10T17:25:00-06")));

    [Theory]
    [InlineData("2026-03-10T09:00:00-06", "2026-03-10T17:30:00-06")]
    [InlineData("2026-03-10T18:00:00-06", "2026-03-11T17:30:00-06")]
    [InlineData("2026-03-13T18:00:00-06", "2026-03-16T17:30:00-06")]
    public void The_same_working_day_is_its_close_or_that_of_the_next(string raised, string due)
    {
        var severity = KnownLines.Ipaxes.Severities[0] with { InHours = new ResponseTarget.SameWorkingDay() };
        Assert.Equal(Moment.At(due), FirstResponse.Due(KnownLines.Ipaxes.Hours, severity, Moment.At(raised)));
    }

    [Fact]
    public void Where_nothing_is_published_no_time_is_due()
    {
        var severity = KnownLines.Ipaxes.Severities[0] with { InHours = null, Unpublished = true };
        Assert.Null(FirstResponse.Due(KnownLines.Ipaxes.Hours, severity, Instant.FromUtc(2026, 3, 10, 16, 0)));
    }
}
