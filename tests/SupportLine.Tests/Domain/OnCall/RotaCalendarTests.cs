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
        var read = Read(Encoding.UTF8.GetBytes(text), out var wrong);

        Assert.True(read is not null, wrong);
        var again = new Rota("r", Berlin, []) { Changes = [new RotaChange.Schedule("1", Within, read)] };
        Assert.Equal(rota.Spans(Within).Select(Show), again.Spans(Within).Select(Show));
        Assert.DoesNotContain("Ben", RotaCalendar.Write(rota, Engineers, Within, onlyOf: "ana"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_keeps_its_name_while_whoever_it_is_of_is_on_call()
    {
        static IEnumerable<string> Names(string from, params Shift[] shifts) => RotaCalendar
            .Write(new Rota("r", Berlin, shifts), Engineers, new Interval(Moment.At(from), Within.End), onlyOf: "ana")
            .Split("\r\n").Where(line => line.StartsWith("UID:", StringComparison.Ordinal));
        var nights = new Shift("ana", [], new LocalTime(17, 0), new LocalTime(9, 0), null, null);
        var always = new Shift("ana", [], LocalTime.Midnight, LocalTime.Midnight, null, null);
        Assert.Equal(Names("2026-04-10T18:00:00+02", nights), Names("2026-04-11T08:00:00+02", nights));
        Assert.Equal(Assert.Single(Names("2026-04-10T18:00:00+02", always)), Assert.Single(Names("2026-04-18T08:00:00+02", always)));
    }

    [Fact]
    public void A_recurring_event_without_a_zone_is_of_the_rotas_zone_and_keeps_its_hour_when_the_clock_changes()
    {
        var text = Calendar("DTSTART:20260327T180000", "DTEND:20260328T060000", "RRULE:FREQ=DAILY", "SUMMARY:ana ruiz");
        var read = Read(text, out _)!;
        Assert.Equal(24, read.Count);
        Assert.Equal(new Interval(Moment.At("2026-03-28T18:00:00+01"), Moment.At("2026-03-29T06:00:00+02")), read[1].During);
        Assert.Equal(new Interval(Moment.At("2026-03-29T18:00:00+02"), Moment.At("2026-03-30T06:00:00+02")), read[2].During);
        Assert.All(read, turn => Assert.Equal("ana", turn.EngineerId));
    }

    [Fact]
    public void Each_hand_over_of_a_series_is_by_the_wall_clock_though_the_clock_changed_in_its_first_week()
    {
        var text = File("""
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:1
            DTSTART;TZID=Europe/Berlin:20270322T090000
            DTEND;TZID=Europe/Berlin:20270329T090000
            RRULE:FREQ=WEEKLY;INTERVAL=2
            SUMMARY:ana
            END:VEVENT
            BEGIN:VEVENT
            UID:2
            DTSTART;TZID=Europe/Berlin:20270329T090000
            DTEND;TZID=Europe/Berlin:20270405T090000
            RRULE:FREQ=WEEKLY;INTERVAL=2
            SUMMARY:ben
            CATEGORIES:ben
            END:VEVENT
            END:VCALENDAR
            """);
        var within = new Interval(Moment.At("2027-03-22T09:00:00+01"), Moment.At("2027-12-31T00:00:00+01"));
        var read = Read(text, out var wrong, within);
        Assert.True(read is not null, wrong);
        Assert.Empty(new Rota("r", Berlin, []) { Changes = [new RotaChange.Schedule("1", within, read)] }.Gaps(within));
        Assert.All(read, turn => Assert.Equal(new LocalTime(9, 0), turn.During.End.InZone(Berlin).TimeOfDay));
    }

    [Fact]
    public void A_night_that_ends_when_the_next_begins_does_so_over_a_change_of_the_clock()
    {
        var text = Calendar("DTSTART;TZID=Europe/Berlin:20271025T180000", "DTEND;TZID=Europe/Berlin:20271026T180000", "RRULE:FREQ=DAILY", "SUMMARY:ana");
        var within = new Interval(Moment.At("2027-10-25T18:00:00+02"), Moment.At("2027-11-05T18:00:00+01"));
        var read = Read(text, out _, within)!;
        Assert.Equal(11, read.Count);
        Assert.All(read.Zip(read.Skip(1)), pair => Assert.Equal(pair.First.During.End, pair.Second.During.Start));
    }

    [Theory]
    [InlineData("DURATION:P1D", "2027-10-31T18:00:00+01")]
    [InlineData("DURATION:PT24H", "2027-10-31T17:00:00+01")]
    [InlineData("DTEND;TZID=Europe/London:20271026T170000", "2027-10-31T17:00:00+01")]
    public void A_length_is_of_days_or_of_hours_as_it_is_given(string length, string end)
    {
        var text = Calendar("DTSTART;TZID=Europe/Berlin:20271025T180000", length, "RRULE:FREQ=DAILY", "SUMMARY:ana");
        var within = new Interval(Moment.At("2027-10-30T00:00:00+02"), Moment.At("2027-10-31T00:00:00+02"));
        Assert.Equal(Moment.At(end), Read(text, out _, within)![^1].During.End);
    }

    [Fact]
    public void A_time_that_began_long_before_the_schedule_reaches_into_it()
    {
        var read = Read(Calendar("DTSTART:20260101T000000", "DTEND:20260401T000000", "SUMMARY:ana"), out _);
        Assert.Equal(Moment.At("2026-04-01T00:00:00+02"), Assert.Single(read!).During.End);
        Assert.Single(Read(Calendar("DTSTART:20260101T000000", "DTEND:99991231T000000", "SUMMARY:ana"), out _)!);
    }

    [Fact]
    public void Who_is_first_is_who_the_file_names_first_unless_it_tells_their_places()
    {
        static string Event(string who, string from, string more) => $"BEGIN:VEVENT\nUID:{who}\nDTSTART:{from}\nDTEND:20260401T000000\nSUMMARY:{who}\nCATEGORIES:{who}\n{more}END:VEVENT\n";
        static IEnumerable<string> Order(params string[] events) =>
            Read(File($"BEGIN:VCALENDAR\n{string.Concat(events)}END:VCALENDAR"), out _)!.Select(turn => turn.EngineerId);
        Assert.Equal(["ben", "ana"], Order(Event("ben", "20260331T000000", ""), Event("ana", "20260330T000000", "")));
        Assert.Equal(["ana", "ben"], Order(Event("ben", "20260330T000000", "X-SUPPORTLINE-PLACE:2\n"), Event("ana", "20260331T000000", "X-SUPPORTLINE-PLACE:1\n")));
    }

    [Fact]
    public void A_zone_of_its_own_counts_and_so_does_an_engineer_named_as_category()
    {
        var text = Calendar("DTSTART;TZID=America/New_York:20260327T180000", "DTEND;TZID=America/New_York:20260327T200000", "SUMMARY:Night watch", "CATEGORIES:ben");
        var turn = Assert.Single(Read(text, out _)!);
        Assert.Equal("ben", turn.EngineerId);
        Assert.Equal(new Interval(Moment.At("2026-03-27T18:00:00-04"), Moment.At("2026-03-27T20:00:00-04")), turn.During);
    }

    [Fact]
    public void A_file_that_is_none_or_names_nobody_or_lies_elsewhere_is_refused()
    {
        Assert.Null(Read("no calendar"u8.ToArray(), out var wrong));
        Assert.Equal("rota.ics:1:1: this is no iCalendar file; begin it with BEGIN:VCALENDAR", wrong);
        Assert.Null(Read(Calendar("DTSTART:20260327T180000Z", "DTEND:20260327T200000Z", "SUMMARY:Leo"), out wrong));
        Assert.Equal("rota.ics:4:1: the event 'Leo' names no engineer; write one of ana, ben as its title or category", wrong);
        Assert.Null(Read(Calendar("DTSTART:20270327T180000Z", "DTEND:20270327T200000Z", "SUMMARY:ana"), out wrong));
        Assert.Equal("rota.ics:1:1: no event lies within the schedule; schedule a time in which there is one", wrong);
    }

    [Fact]
    public void Of_a_series_as_google_writes_it_a_night_that_was_moved_or_called_off_counts_as_it_was_moved_or_not_at_all()
    {
        var text = File("""
            BEGIN:VCALENDAR
            PRODID:-//Google Inc//Google Calendar 70.9054//EN
            VERSION:2.0
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            X-WR-CALNAME:Guardia
            X-WR-TIMEZONE:Europe/Berlin
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            X-LIC-LOCATION:Europe/Berlin
            BEGIN:DAYLIGHT
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            TZNAME:GMT+2
            DTSTART:19700329T020000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            END:DAYLIGHT
            BEGIN:STANDARD
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            TZNAME:GMT+1
            DTSTART:19701025T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20260323T220000
            DTEND;TZID=Europe/Berlin:20260324T060000
            RRULE:FREQ=WEEKLY;UNTIL=20260330T215959Z;BYDAY=MO,TU,WE,TH,FR
            EXDATE;TZID=Europe/Berlin:20260326T220000
            DTSTAMP:20260310T101010Z
            UID:nights@google.com
            CREATED:20260301T090000Z
            LAST-MODIFIED:20260310T101010Z
            SEQUENCE:1
            STATUS:CONFIRMED
            SUMMARY:Ana Ruiz
            TRANSP:OPAQUE
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20260324T230000
            DTEND;TZID=Europe/Berlin:20260325T070000
            DTSTAMP:20260310T101010Z
            UID:nights@google.com
            RECURRENCE-ID;TZID=Europe/Berlin:20260324T220000
            STATUS:CONFIRMED
            SUMMARY:Ben
            CATEGORIES:ben
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20260325T220000
            DTEND;TZID=Europe/Berlin:20260326T060000
            DTSTAMP:20260310T101010Z
            UID:nights@google.com
            RECURRENCE-ID;TZID=Europe/Berlin:20260325T220000
            STATUS:CANCELLED
            SUMMARY:Ana Ruiz
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20260404
            DTEND;VALUE=DATE:20260406
            DTSTAMP:20260310T101010Z
            UID:weekend@google.com
            SUMMARY:Ana Ruiz
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20250404T120000
            DTEND;TZID=Europe/Berlin:20250404T130000
            DTSTAMP:20250310T101010Z
            UID:lunch@google.com
            SUMMARY:Lunch of last year
            END:VEVENT
            END:VCALENDAR
            """);
        var read = Read(text, out var wrong);
        Assert.True(read is not null, wrong);
        Assert.Equal(
            [
                "ana 03-23 22:00 to 03-24 06:00",
                "ana 03-27 22:00 to 03-28 06:00",
                "ana 03-30 22:00 to 03-31 06:00",
                "ben 03-24 23:00 to 03-25 07:00",
                "ana 04-04 00:00 to 04-06 00:00",
            ],
            read.Select(turn => $"{turn.EngineerId} {Local(turn.During.Start)} to {Local(turn.During.End)}"));
    }

    [Fact]
    public void A_zone_as_outlook_names_it_is_the_one_that_windows_means()
    {
        var text = File("""
            BEGIN:VCALENDAR
            PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
            VERSION:2.0
            METHOD:PUBLISH
            BEGIN:VTIMEZONE
            TZID:Eastern Standard Time
            BEGIN:STANDARD
            DTSTART:16011104T020000
            RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
            TZOFFSETFROM:-0400
            TZOFFSETTO:-0500
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010311T020000
            RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
            TZOFFSETFROM:-0500
            TZOFFSETTO:-0400
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            CLASS:PUBLIC
            CREATED:20260310T101010Z
            DTEND;TZID="Eastern Standard Time":20260328T060000
            DTSTAMP:20260310T101010Z
            DTSTART;TZID="Eastern Standard Time":20260327T220000
            LAST-MODIFIED:20260310T101010Z
            PRIORITY:5
            RRULE:FREQ=DAILY;COUNT=3
            SEQUENCE:0
            SUMMARY;LANGUAGE=en-us:Ana Ruiz
            TRANSP:OPAQUE
            UID:040000008200E00074C5B7101A82E008
            X-MICROSOFT-CDO-BUSYSTATUS:BUSY
            END:VEVENT
            END:VCALENDAR
            """);
        var read = Read(text, out var wrong);
        Assert.True(read is not null, wrong);
        Assert.Equal(3, read.Count);
        Assert.Equal(new Interval(Moment.At("2026-03-27T22:00:00-04"), Moment.At("2026-03-28T06:00:00-04")), read[0].During);
    }

    [Fact]
    public void A_zone_that_nobody_knows_is_refused_and_not_taken_for_the_rotas()
    {
        var text = Calendar("DTSTART;TZID=Middle Earth Time:20260327T180000", "DTEND;TZID=Middle Earth Time:20260327T200000", "SUMMARY:ana");
        Assert.Null(Read(text, out var wrong));
        Assert.Equal("rota.ics:4:1: the event 'ana' has times in the zone 'Middle Earth Time', which is none of the tz database nor of Windows; write one such as Europe/Berlin", wrong);
    }

    private static IReadOnlyList<RotaChange.Turn>? Read(byte[] text, out string wrong, Interval? within = null)
    {
        var read = RotaCalendar.Read("rota.ics", text, Engineers, Berlin, within ?? Within, out var mistakes);
        wrong = string.Join('\n', mistakes);
        return read;
    }

    private static byte[] File(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n");

    private static string Local(Instant at) => at.InZone(Berlin).LocalDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Show(OnCallSpan span) => $"{span.During}: {string.Join(",", span.EngineerIds)}";

    private static byte[] Calendar(params string[] lines) => Encoding.UTF8.GetBytes(string.Join(
        "\r\n",
        (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", .. lines, "END:VEVENT", "END:VCALENDAR", ""]));
}
