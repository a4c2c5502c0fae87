using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Domain.OnCall;

/// <summary>Whose turn it is, against examples reckoned by hand on a calendar.</summary>
public sealed class RotationTests
{
    private static readonly LocalTime Nine = new(9, 0);

    private static readonly Dictionary<string, (Rotation Who, string Zone)> Rotations = new()
    {
        // 2026-01-05 is a Monday.
        ["weekly"] = (new(["ana", "ben", "eva"], 1, RotationUnit.Week, new(2026, 1, 5), Nine), "Europe/Berlin"),
        ["fortnightly"] = (new(["ana", "ben"], 2, RotationUnit.Week, new(2026, 1, 5), Nine), "Europe/Berlin"),
        ["daily"] = (new(["ana", "ben", "eva"], 1, RotationUnit.Day, new(2026, 3, 1), new(8, 0)), "America/Monterrey"),
        ["every-third-day"] = (new(["ana", "ben"], 3, RotationUnit.Day, new(2026, 2, 26), LocalTime.Midnight), "America/Monterrey"),
        ["monthly"] = (new(["ana", "ben", "eva"], 1, RotationUnit.Month, new(2026, 1, 31), LocalTime.Midnight), "America/New_York"),
        ["quarterly"] = (new(["ana", "ben"], 3, RotationUnit.Month, new(2025, 11, 1), Nine), "America/New_York"),
        // Hand-over at half past two: skipped in March, there twice in October.
        ["through-the-change"] = (new(["ana", "ben"], 1, RotationUnit.Day, new(2026, 3, 27), new(2, 30)), "Europe/Berlin"),
        // Lord Howe moves its clock by half an hour, at two.
        ["half-hour-change"] = (new(["ana", "ben"], 1, RotationUnit.Day, new(2026, 4, 4), new(1, 45)), "Australia/Lord_Howe"),
    };

    [Theory]
    [InlineData("weekly", "2026-01-05T09:00:00+01", "ana")]
    [InlineData("weekly", "2026-01-05T08:59:59+01", "eva")]
    [InlineData("weekly", "2026-01-12T08:59:59+01", "ana")]
    [InlineData("weekly", "2026-01-12T09:00:00+01", "ben")]
    [InlineData("weekly", "2026-01-19T09:00:00+01", "eva")]
    [InlineData("weekly", "2026-01-26T09:00:00+01", "ana")]
    // The clock goes forward on Sunday, March 29; the hand-over of Monday the 30th is at nine of summer time.
    [InlineData("weekly", "2026-03-30T08:59:59+02", "eva")]
    [InlineData("weekly", "2026-03-30T09:00:00+02", "ana")]
    [InlineData("weekly", "2026-10-26T08:59:59+01", "eva")]
    [InlineData("weekly", "2026-10-26T09:00:00+01", "ana")]
    // Before it began, backwards: the week of December 29 was eva's, that of the 22nd ben's.
    [InlineData("weekly", "2025-12-29T09:00:00+01", "eva")]
    [InlineData("weekly", "2025-12-22T09:00:00+01", "ben")]
    [InlineData("weekly", "2025-12-15T09:00:00+01", "ana")]
    [InlineData("fortnightly", "2026-01-18T12:00:00+01", "ana")]
    [InlineData("fortnightly", "2026-01-19T09:00:00+01", "ben")]
    [InlineData("fortnightly", "2026-02-02T09:00:00+01", "ana")]
    [InlineData("fortnightly", "2026-01-04T12:00:00+01", "ben")]
    [InlineData("fortnightly", "2025-12-22T08:59:59+01", "ana")]
    [InlineData("daily", "2026-03-01T08:00:00-06", "ana")]
    [InlineData("daily", "2026-03-02T07:59:59-06", "ana")]
    [InlineData("daily", "2026-03-02T08:00:00-06", "ben")]
    [InlineData("daily", "2026-03-03T23:00:00-06", "eva")]
    [InlineData("daily", "2026-03-04T08:00:00-06", "ana")]
    // 365 days to March 2027, and 364 more: 729 is three times 243. The leap day has a turn of its own.
    [InlineData("daily", "2028-02-28T12:00:00-06", "ana")]
    [InlineData("daily", "2028-02-29T12:00:00-06", "ben")]
    [InlineData("daily", "2028-03-01T12:00:00-06", "eva")]
    [InlineData("every-third-day", "2026-02-28T23:59:59-06", "ana")]
    [InlineData("every-third-day", "2026-03-01T00:00:00-06", "ben")]
    [InlineData("every-third-day", "2026-03-04T00:00:00-06", "ana")]
    [InlineData("every-third-day", "2026-02-23T00:00:00-06", "ben")]
    // From the 31st: February's turn begins on its 28th, April's on its 30th, and March's on the 31st again.
    [InlineData("monthly", "2026-02-27T23:59:59-05", "ana")]
    [InlineData("monthly", "2026-02-28T00:00:00-05", "ben")]
    [InlineData("monthly", "2026-03-30T23:59:59-04", "ben")]
    [InlineData("monthly", "2026-03-31T00:00:00-04", "eva")]
    [InlineData("monthly", "2026-04-30T00:00:00-04", "ana")]
    [InlineData("monthly", "2028-02-28T23:59:59-05", "ana")]
    [InlineData("monthly", "2028-02-29T00:00:00-05", "ben")]
    [InlineData("monthly", "2025-12-31T00:00:00-05", "eva")]
    [InlineData("quarterly", "2026-01-31T23:00:00-05", "ana")]
    [InlineData("quarterly", "2026-02-01T09:00:00-05", "ben")]
    [InlineData("quarterly", "2026-05-01T08:59:59-04", "ben")]
    [InlineData("quarterly", "2026-05-01T09:00:00-04", "ana")]
    // 02:30 is not there on March 29: the turn begins at three, the moment after the gap.
    [InlineData("through-the-change", "2026-03-29T01:59:59+01", "ben")]
    [InlineData("through-the-change", "2026-03-29T03:00:00+02", "ana")]
    // It is there twice on October 25: the turn begins at the first.
    [InlineData("through-the-change", "2026-10-25T02:29:59+02", "ben")]
    [InlineData("through-the-change", "2026-10-25T02:30:00+02", "ana")]
    [InlineData("through-the-change", "2026-10-25T02:15:00+01", "ana")]
    // April 5, 2026, two o'clock becomes half past one: 01:45 comes twice, and counts once.
    [InlineData("half-hour-change", "2026-04-05T01:44:00+11", "ana")]
    [InlineData("half-hour-change", "2026-04-05T01:45:00+11", "ben")]
    [InlineData("half-hour-change", "2026-04-05T01:40:00+10:30", "ben")]
    [InlineData("half-hour-change", "2026-04-06T01:45:00+10:30", "ana")]
    public void A_turn_begins_at_its_hand_over(string rotation, string at, string engineer)
    {
        var (who, zone) = Rotations[rotation];
        Assert.Equal(engineer, who.At(Moment.At(at), DateTimeZoneProviders.Tzdb[zone]));
    }

    [Fact]
    public void One_alone_has_every_turn_and_hands_over_to_nobody()
    {
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var year = new Interval(Moment.At("2026-01-01T00:00:00+01"), Moment.At("2027-01-01T00:00:00+01"));
        Assert.Equal("ana", Rotation.Of("ana").At(year.Start, berlin));
        Assert.Empty(Rotation.Of("ana").HandOvers(year, berlin));
        Assert.Equal(52, Rotations["weekly"].Who.HandOvers(year, berlin).Count());
    }
}
