using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Domain.OnCall;

public sealed class RotaTests
{
    private static readonly Engineer Lucia = new("lucia", "Lucía", ["sip:l@127.0.0.1", "+528183450001"], "es-MX");
    private static readonly Engineer Diego = new("diego", "Diego", ["sip:d@127.0.0.1"], "es-MX");

    [Theory]
    // Lucía has weekday nights, Diego the weekend from Friday night on.
    [InlineData("2026-03-10T17:29:59-06", "")]
    [InlineData("2026-03-10T17:30:00-06", "lucia")]
    [InlineData("2026-03-11T08:29:59-06", "lucia")]
    [InlineData("2026-03-11T08:30:00-06", "")]
    [InlineData("2026-03-13T23:00:00-06", "diego")]
    [InlineData("2026-03-14T12:00:00-06", "diego")]
    public void Nights_run_into_the_morning(string at, string onCall) =>
        Assert.Equal(onCall, string.Join(",", Nights("America/Mexico_City").OnCallAt(Moment.At(at))));

    [Fact]
    public void Overlapping_shifts_ring_in_their_order_and_each_engineer_once()
    {
        var rota = Nights("America/Mexico_City") with { Shifts = [Always("diego"), Always("lucia"), Always("diego")] };
        Assert.Equal(["diego", "lucia"], rota.OnCallAt(Moment.At("2026-03-10T12:00:00-06")));
    }

    [Fact]
    public void The_ladder_rings_all_phones_of_one_before_those_of_the_next_and_nobody_unknown()
    {
        var rota = Nights("America/Mexico_City") with { Shifts = [Always("lucia"), Always("gone"), Always("diego")] };
        var ladder = rota.LadderAt(Moment.At("2026-03-10T12:00:00-06"), [Diego, Lucia]);
        Assert.Equal(["sip:l@127.0.0.1", "+528183450001", "sip:d@127.0.0.1"], ladder.Select(step => step.Target));
    }

    [Theory]
    // Berlin, 2026-03-28 to 29 loses an hour, 2026-10-24 to 25 gains one; the shift is 22:00 to 06:00.
    [InlineData("2026-03-28T22:00:00+01", "2026-03-29T06:00:00+02", 7)]
    [InlineData("2026-10-24T22:00:00+02", "2026-10-25T06:00:00+01", 9)]
    public void A_night_in_which_the_clock_changes_is_on_call_to_its_end(string start, string end, int hours)
    {
        var rota = new Rota("berlin", DateTimeZoneProviders.Tzdb["Europe/Berlin"], [new Shift("lucia", [], new LocalTime(22, 0), new LocalTime(6, 0), null, null)]);
        Assert.Equal(Duration.FromHours(hours), Moment.At(end) - Moment.At(start));
        for (var at = Moment.At(start); at < Moment.At(end); at += Duration.FromMinutes(10)) Assert.NotEmpty(rota.OnCallAt(at));
        Assert.Empty(rota.OnCallAt(Moment.At(start) - Duration.Epsilon));
        Assert.Empty(rota.OnCallAt(Moment.At(end)));
    }

    [Fact]
    public void A_shift_of_one_day_is_over_after_it()
    {
        var day = new LocalDate(2026, 12, 24);
        var rota = Nights("America/Mexico_City") with { Shifts = [Always("lucia") with { FirstDay = day, LastDay = day }] };
        Assert.Empty(rota.OnCallAt(Moment.At("2026-12-23T23:59:59-06")));
        Assert.NotEmpty(rota.OnCallAt(Moment.At("2026-12-24T12:00:00-06")));
        Assert.Empty(rota.OnCallAt(Moment.At("2026-12-25T00:00:00-06")));
    }

    [Fact]
    public void Gaps_are_where_nobody_is_on_call()
    {
        var rota = Nights("America/Mexico_City");
        var week = new Interval(Moment.At("2026-03-09T00:00:00-06"), Moment.At("2026-03-11T00:00:00-06"));
        Assert.Equal(
            [
                // Sunday's shift is Diego's until Monday morning.
                new Interval(Moment.At("2026-03-09T08:30:00-06"), Moment.At("2026-03-09T17:30:00-06")),
                new Interval(Moment.At("2026-03-10T08:30:00-06"), Moment.At("2026-03-10T17:30:00-06")),
            ],
            rota.Gaps(week));
        Assert.Empty((rota with { Shifts = [Always("lucia")] }).Gaps(week));
    }

    private static Rota Nights(string zone) => new("guardia", DateTimeZoneProviders.Tzdb[zone],
    [
        new Shift("lucia", [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday], new LocalTime(17, 30), new LocalTime(8, 30), null, null),
        new Shift("diego", [IsoDayOfWeek.Friday], new LocalTime(17, 30), LocalTime.Midnight, null, null),
        new Shift("diego", [IsoDayOfWeek.Saturday], LocalTime.Midnight, LocalTime.Midnight, null, null),
        new Shift("diego", [IsoDayOfWeek.Sunday], LocalTime.Midnight, LocalTime.Midnight, null, null),
        new Shift("diego", [IsoDayOfWeek.Monday], LocalTime.Midnight, new LocalTime(8, 30), null, null),
    ]);

    private static Shift Always(string engineer) => new(engineer, [], LocalTime.Midnight, LocalTime.Midnight, null, null);
}
