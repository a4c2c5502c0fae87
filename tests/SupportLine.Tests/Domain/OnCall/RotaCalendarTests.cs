using System.Text;
using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Domain.OnCall;

public sealed class RotaCalendarTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Engineer[] Engineers = [new("ana", "Ana Ruiz", ["sip:a@127.0.0.1"], "en"), new("ben", "Ben Müller; on-site, Köln", ["sip:b@127.0.0.1"], "en")];
    private static readonly Interval Within = new(Moment.At("2026-03-20T00:00:00+01"), Moment.At("2026-04-20T00:00:00+02"));

    [Fact]
    public void What_is_written_is_read_back_as_the_same_times_on_call()
    {
        var turns = new Rotation(["ana", "ben"], 1, RotationUnit.Week, new LocalDate(2026, 3, 2), new LocalTime(9, 0));
        var rota = new Rota("r", Berlin, [new Shift(turns, [], new LocalTime(17, 0), new LocalTime(9, 0), null, null)]);

        var text = RotaCalendar.Write(rota, Engineers, Within, onlyOf: null);
        var read = RotaCalendar.Read(Encoding.UTF8.GetBytes(text), Engineers, Berlin, Within, out var wrong);

        Assert.True(read is not null, wrong);
        var again = new Rota("r", Berlin, []) { Changes = [new RotaChange.Schedule("1", Within, read)] };
        Assert.Equal(rota.Spans(Within).Select(Show), again.Spans(Within).Select(Show));
        Assert.DoesNotContain("Ben", RotaCalendar.Write(rota, Engineers, Within, onlyOf: "ana"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recurring_event_without_a_zone_is_of_the_rotas_zone_and_keeps_its_hour_when_the_clock_changes()
    {
        var text = Calendar("DTSTART:20260327T180000", "DTEND:20260328T060000", "RRULE:FREQ=DAILY", "SUMMARY:ana ruiz");
        var read = RotaCalendar.Read(text, Engineers, Berlin, Within, out _)!;
        Assert.Equal(24, read.Count);
        Assert.Equal(new Interval(Moment.At("2026-03-28T18:00:00+01"), Moment.At("2026-03-29T06:00:00+02")), read[1].During);
        Assert.Equal(new Interval(Moment.At("2026-03-29T18:00:00+02"), Moment.At("2026-03-30T06:00:00+02")), read[2].During);
        Assert.All(read, turn => Assert.Equal("ana", turn.EngineerId));
    }

    [Fact]
    public void A_zone_of_its_own_counts_and_so_does_an_engineer_named_as_category()
    {
        var text = Calendar("DTSTART;TZID=America/New_York:20260327T180000", "DTEND;TZID=America/New_York:20260327T200000", "SUMMARY:Night watch", "CATEGORIES:ben");
        var turn = Assert.Single(RotaCalendar.Read(text, Engineers, Berlin, Within, out _)!);
        Assert.Equal("ben", turn.EngineerId);
        Assert.Equal(new Interval(Moment.At("2026-03-27T18:00:00-04"), Moment.At("2026-03-27T20:00:00-04")), turn.During);
    }

    [Fact]
    public void A_file_that_is_none_or_names_nobody_or_lies_elsewhere_is_refused()
    {
        Assert.Null(RotaCalendar.Read("no calendar"u8.ToArray(), Engineers, Berlin, Within, out var wrong));
        Assert.Equal("is no iCalendar file", wrong);
        Assert.Null(RotaCalendar.Read(Calendar("DTSTART:20260327T180000Z", "DTEND:20260327T200000Z", "SUMMARY:Leo"), Engineers, Berlin, Within, out wrong));
        Assert.Equal("has an event 'Leo' that names no engineer: ana, ben", wrong);
        Assert.Null(RotaCalendar.Read(Calendar("DTSTART:20270327T180000Z", "DTEND:20270327T200000Z", "SUMMARY:ana"), Engineers, Berlin, Within, out wrong));
        Assert.Equal("has no event within the schedule", wrong);
    }

    private static string Show(OnCallSpan span) => $"{span.During}: {string.Join(",", span.EngineerIds)}";

    private static byte[] Calendar(params string[] lines) => Encoding.UTF8.GetBytes(string.Join(
        "\r\n",
        (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", .. lines, "END:VEVENT", "END:VCALENDAR", ""]));
}
