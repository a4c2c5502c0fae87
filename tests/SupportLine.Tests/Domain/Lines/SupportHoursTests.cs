using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

public sealed class SupportHoursTests
{
    private static readonly SupportHours Ipaxes =
        LineFile.Read(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml")).Line!.Hours;

    [Theory]
    [Trait("Clause", "IPX-02")]
    // 2026-03-10 is a Tuesday; Mexico City keeps -06:00 all year.
    [InlineData("2026-03-10T08:29:59-06", false)]
    [InlineData("2026-03-10T08:30:00-06", true)]
    [InlineData("2026-03-10T17:29:59-06", true)]
    [InlineData("2026-03-10T17:30:00-06", false)]
    [InlineData("2026-07-10T08:30:00-06", true)]
    [InlineData("2026-07-10T17:30:00-06", false)]
    [InlineData("2026-03-14T12:00:00-06", false)]
    [InlineData("2026-03-15T12:00:00-06", false)]
    [InlineData("2026-03-16T08:30:00-06", true)]
    public void The_helpdesk_is_open_from_half_past_eight_to_half_past_five_on_weekdays(string at, bool open) =>
        Assert.Equal(open, Ipaxes.IsOpen(At(at)));

    [Theory]
    [Trait("Clause", "IPX-02")]
    [InlineData("2026-03-10T18:00:00-06", "2026-03-11T08:30:00-06")]
    [InlineData("2026-03-13T17:30:00-06", "2026-03-16T08:30:00-06")]
    [InlineData("2026-03-10T12:00:00-06", "2026-03-10T12:00:00-06")]
    public void The_next_opening_is_over_nights_and_weekends(string at, string opens) =>
        Assert.Equal(At(opens), Ipaxes.NextOpening(At(at)));

    [Fact]
    public void Clocks_set_forward_shorten_a_night_that_is_open()
    {
        // Berlin, 2026-03-29: 02:00 to 03:00 does not exist.
        var hours = Hours("Europe/Berlin", (IsoDayOfWeek.Sunday, 1, 4));
        var start = At("2026-03-29T01:00:00+01");
        Assert.Equal(At("2026-03-29T04:00:00+02"), hours.NextClosing(start));
        Assert.Equal(Duration.FromHours(2), hours.SupportTimeBetween(start, start + Duration.FromDays(1)));
        Assert.Equal(At("2026-03-29T03:30:00+02"), hours.AddSupportTime(start, Duration.FromMinutes(90)));
    }

    [Fact]
    public void Clocks_set_back_lengthen_it()
    {
        var hours = Hours("Europe/Berlin", (IsoDayOfWeek.Sunday, 1, 4));
        var start = At("2026-10-25T01:00:00+02");
        Assert.Equal(Duration.FromHours(4), hours.SupportTimeBetween(start, start + Duration.FromDays(1)));
        Assert.True(hours.IsOpen(At("2026-10-25T02:30:00+02")));
        Assert.True(hours.IsOpen(At("2026-10-25T02:30:00+01")));
    }

    [Fact]
    public void An_opening_in_the_hour_that_is_skipped_does_not_take_place()
    {
        var hours = Hours("Europe/Berlin", (IsoDayOfWeek.Sunday, 2, 3));
        Assert.Equal(At("2026-04-05T02:00:00+02"), hours.NextOpening(At("2026-03-29T00:00:00+01")));
    }

    [Fact]
    public void Nine_to_six_keeps_to_the_wall_clock_over_the_change()
    {
        var hours = Hours("Europe/Berlin", (IsoDayOfWeek.Monday, 9, 18), (IsoDayOfWeek.Friday, 9, 18));
        Assert.Equal(At("2026-03-30T09:00:00+02"), hours.NextOpening(At("2026-03-27T18:00:00+01")));
    }

    [Fact]
    public void Hours_around_the_clock_never_close()
    {
        var all = Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)
            .Select(day => new Opening(day, LocalTime.Midnight, LocalTime.Midnight)).ToList();
        var hours = new SupportHours(DateTimeZoneProviders.Tzdb["America/New_York"], all, new HashSet<LocalDate>(), "operator");
        var at = At("2026-03-07T12:00:00-05");
        Assert.Null(hours.NextClosing(at));
        Assert.True(hours.IsOpen(at));
        Assert.Equal(at + Duration.FromDays(500), hours.AddSupportTime(at, Duration.FromDays(500)));
    }

    [Fact]
    public void A_closed_day_is_skipped()
    {
        var hours = Hours("America/Mexico_City", (IsoDayOfWeek.Thursday, 9, 18), (IsoDayOfWeek.Friday, 9, 18)) with
        {
            Closed = new HashSet<LocalDate> { new(2026, 12, 25) },
        };
        Assert.Equal(At("2026-12-31T09:00:00-06"), hours.NextOpening(At("2026-12-24T18:00:00-06")));
        Assert.False(hours.IsOpen(At("2026-12-25T12:00:00-06")));
        Assert.Equal(At("2026-12-31T10:00:00-06"), hours.AddSupportTime(At("2026-12-24T17:00:00-06"), Duration.FromHours(2)));
    }

    [Theory]
    [InlineData("2026-03-10T10:00:00-06", "2026-03-10T17:30:00-06")]
    [InlineData("2026-03-10T07:00:00-06", "2026-03-10T17:30:00-06")]
    [InlineData("2026-03-10T17:30:00-06", "2026-03-11T17:30:00-06")]
    [InlineData("2026-03-14T10:00:00-06", "2026-03-16T17:30:00-06")]
    public void A_working_day_closes_at_its_last_hour(string at, string close) =>
        Assert.Equal(At(close), Ipaxes.WorkingDayClose(At(at)));

    [Fact]
    public void A_break_at_noon_does_not_end_the_working_day()
    {
        var hours = Hours("America/Mexico_City", (IsoDayOfWeek.Tuesday, 9, 13), (IsoDayOfWeek.Tuesday, 14, 18));
        Assert.Equal(At("2026-03-10T18:00:00-06"), hours.WorkingDayClose(At("2026-03-10T10:00:00-06")));
        Assert.Equal(At("2026-03-10T18:00:00-06"), hours.WorkingDayClose(At("2026-03-10T13:30:00-06")));
        Assert.Equal(At("2026-03-10T13:00:00-06"), hours.NextClosing(At("2026-03-10T10:00:00-06")));
    }

    [Fact]
    public void Hours_that_never_open_say_so_instead_of_searching_for_ever()
    {
        var hours = Hours("UTC");
        Assert.False(hours.IsOpen(At("2026-03-10T10:00:00Z")));
        Assert.Throws<InvalidOperationException>(() => hours.NextOpening(At("2026-03-10T10:00:00Z")));
        Assert.Throws<InvalidOperationException>(() => hours.AddSupportTime(At("2026-03-10T10:00:00Z"), Duration.FromHours(1)));
    }

    private static SupportHours Hours(string zone, params (IsoDayOfWeek Day, int From, int Until)[] week) => new(
        DateTimeZoneProviders.Tzdb[zone],
        [.. week.Select(opening => new Opening(opening.Day, new LocalTime(opening.From, 0), new LocalTime(opening.Until, 0)))],
        new HashSet<LocalDate>(),
        "operator");

    private static Instant At(string text) => OffsetDateTimePattern.GeneralIso.Parse(text).Value.ToInstant();
}
