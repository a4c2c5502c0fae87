using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

/// <summary>What holds for any zone, week, holidays and moment.</summary>
[Properties(Arbitrary = [typeof(SupportHoursProperties)], MaxTest = 300)]
public sealed class SupportHoursProperties
{
    private static readonly string[] Zones =
    [
        "America/Mexico_City", "America/New_York", "Europe/Paris", "Europe/Rome", "America/St_Johns", "Australia/Lord_Howe",
        "Asia/Kathmandu", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo", "Asia/Tehran", "UTC",
    ];

    public static Arbitrary<SupportHours> Hours() => (
        from zone in Gen.Elements(Zones)
        from week in Gen.NonEmptyListOf(
            from day in Gen.Choose(1, 7)
            from start in Gen.Choose(0, 95)
            from length in Gen.Choose(1, 96)
            select (day, start, end: Math.Min(96, start + length)))
        from closed in Gen.ListOf(Gen.Choose(0, 9000))
        select new SupportHours(
            DateTimeZoneProviders.Tzdb[zone],
            Disjoint(week),
            closed.Select(day => new LocalDate(2005, 1, 1).PlusDays(day)).ToHashSet(),
            "operator")).ToArbitrary();

    public static Arbitrary<Instant> Instants() =>
        Gen.Choose(0, 25 * 365 * 24 * 12).Select(steps => Instant.FromUtc(2005, 1, 1, 0, 0) + Duration.FromMinutes(5L * steps)).ToArbitrary();

    public static Arbitrary<Duration> Durations() =>
        Gen.Choose(0, 40 * 60).Select(minutes => Duration.FromMinutes((long)minutes)).ToArbitrary();

    [Property]
    public bool It_is_open_at_the_next_opening_and_not_before(SupportHours hours, Instant at)
    {
        var opens = hours.NextOpening(at);
        return opens >= at && hours.IsOpen(opens) && (opens == at) == hours.IsOpen(at)
            && (opens == at || !hours.IsOpen(opens - Duration.Epsilon));
    }

    [Property]
    public bool It_is_closed_at_the_next_closing_and_not_before(SupportHours hours, Instant at) =>
        hours.NextClosing(at) is not { } closes
        || (closes >= at && !hours.IsOpen(closes) && (closes == at || hours.IsOpen(closes - Duration.Epsilon)));

    [Property]
    public bool Opening_comes_before_its_closing(SupportHours hours, Instant at)
    {
        var opens = hours.NextOpening(at);
        return hours.NextClosing(opens) is not { } closes || closes > opens;
    }

    [Property]
    public bool Adding_time_splits(SupportHours hours, Instant at, Duration one, Duration other) =>
        hours.AddSupportTime(hours.AddSupportTime(at, one), other) == hours.AddSupportTime(at, one + other);

    [Property]
    public bool Adding_more_time_never_ends_earlier(SupportHours hours, Instant at, Duration one, Duration other) =>
        hours.AddSupportTime(at, one) <= hours.AddSupportTime(at, one + other);

    [Property]
    public bool Beginning_later_never_ends_earlier(SupportHours hours, Instant at, Duration later, Duration time) =>
        time == Duration.Zero || hours.AddSupportTime(at, time) <= hours.AddSupportTime(at + later, time);

    [Property]
    public bool What_was_added_lies_between(SupportHours hours, Instant at, Duration time) =>
        hours.SupportTimeBetween(at, hours.AddSupportTime(at, time)) == time;

    [Property]
    public bool The_working_day_closes_after_the_next_opening(SupportHours hours, Instant at)
    {
        var close = hours.WorkingDayClose(at);
        return close > hours.NextOpening(at) && hours.IsOpen(close - Duration.Epsilon);
    }

    private static List<Opening> Disjoint(IEnumerable<(int Day, int Start, int End)> week)
    {
        var openings = new List<(int Day, int Start, int End)>();
        foreach (var next in week)
        {
            if (!openings.Exists(other => other.Day == next.Day && next.Start < other.End && other.Start < next.End)) openings.Add(next);
        }

        return [.. openings.Order().Select(opening => new Opening((IsoDayOfWeek)opening.Day, Time(opening.Start), Time(opening.End)))];
    }

    private static LocalTime Time(int quarter) => LocalTime.Midnight.PlusMinutes(quarter % 96 * 15);
}
