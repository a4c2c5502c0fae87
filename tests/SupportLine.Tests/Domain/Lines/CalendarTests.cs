using System.Text;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Tests.Domain.Calls;

namespace SupportLine.Tests.Domain.Lines;

/// <summary>Hours that differ by number, by day and by holiday file.</summary>
public sealed class CalendarTests : IDisposable
{
    private static readonly string Ipaxes = File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("supportline-lines");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_number_brings_its_own_support_hours()
    {
        var week = Ipaxes[Ipaxes.IndexOf("hours:", StringComparison.Ordinal)..Ipaxes.IndexOf("identification:", StringComparison.Ordinal)];
        var line = Read(Ipaxes.Replace(week, """
            hours:
              - { id: mexico, zone: America/Mexico_City, week: { days: monday to friday, from: "09:00", until: "18:00" }, source: operator }
              - { id: spain, zone: Europe/Madrid, week: { days: monday to friday, from: "09:00", until: "18:00" }, source: operator }

            """, StringComparison.Ordinal)
            .Replace("number: \"5000\"", "number: \"5000\", calendar: spain", StringComparison.Ordinal)).Line!;
        var book = LineBook.Of([("ipaxes.yaml", line)]).Book!;

        var morning = Moment.At("2026-03-10T10:00:00+01");
        Assert.True(book.Dialled("5000")!.Hours.IsOpen(morning));
        Assert.False(book.Dialled("+528115225000")!.Hours.IsOpen(morning));

        var inputs = RouteTests.Inputs("2026-03-10T10:00:00+01");
        Assert.IsType<RouteDecision.ConnectAgent>(Route.Decide(line, inputs with { Calendar = "spain" }));
        Assert.IsType<RouteDecision.WaitAsTicket>(Route.Decide(line, inputs));
    }

    [Fact]
    public void A_holiday_file_closes_its_days_every_year_and_counts_into_the_hash()
    {
        WriteHolidays("20261225", "RRULE:FREQ=YEARLY\r\n");
        var line = ReadWithHolidays();
        Assert.True(line.IsGood, string.Join('\n', line.Mistakes));
        Assert.Contains(new LocalDate(2026, 12, 25), line.Line.Hours.Closed);
        Assert.Contains(new LocalDate(2031, 12, 25), line.Line.Hours.Closed);
        Assert.False(line.Line.Hours.IsOpen(Moment.At("2026-12-25T10:00:00-06")));

        WriteHolidays("20261224", "");
        Assert.NotEqual(line.Line.ContentHash, ReadWithHolidays().Line!.ContentHash);
    }

    [Fact]
    public void A_holiday_of_several_days_closes_each_of_them()
    {
        WriteHolidays("20260402", "DTEND;VALUE=DATE:20260404\r\n");
        Assert.Equal([new LocalDate(2026, 4, 2), new LocalDate(2026, 4, 3)], ReadWithHolidays().Line!.Hours.Closed.Order());
    }

    [Theory]
    [InlineData("no calendar", "holidays.ics is no iCalendar file")]
    [InlineData("", "holidays.ics is no iCalendar file")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260501T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "holidays.ics holds no whole-day event")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=OFTEN\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "holidays.ics is no iCalendar file")]
    public void A_holiday_file_that_is_none_is_told_so(string content, string told)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "holidays.ics"), content);
        Assert.Equal(told, Assert.Single(ReadWithHolidays().Mistakes).Wrong);
    }

    [Fact]
    public void A_one_off_opening_replaces_what_the_week_says_of_its_day()
    {
        var hours = Read(Ipaxes.Replace("  source: IPX-02", """
              one-off:
                - { date: 2026-03-10, from: "10:00", until: "11:00", source: operator }
                - { date: 2026-03-10, from: "12:00", until: "13:00", source: operator }
                - { date: 2026-03-14, from: "09:00", until: "10:00", source: operator }
              source: IPX-02
            """, StringComparison.Ordinal)).Line!.Hours;
        Assert.False(hours.IsOpen(Moment.At("2026-03-10T09:00:00-06")));
        Assert.True(hours.IsOpen(Moment.At("2026-03-10T10:00:00-06")));
        Assert.False(hours.IsOpen(Moment.At("2026-03-10T11:30:00-06")));
        Assert.True(hours.IsOpen(Moment.At("2026-03-10T12:30:00-06")));
        Assert.True(hours.IsOpen(Moment.At("2026-03-14T09:30:00-06")));
        Assert.True(hours.IsOpen(Moment.At("2026-03-11T09:00:00-06")));
    }

    private void WriteHolidays(string day, string more) => File.WriteAllText(
        Path.Combine(_folder.FullName, "holidays.ics"),
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:A day\r\nDTSTART;VALUE=DATE:{day}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n");

    private LineFileResult ReadWithHolidays()
    {
        var path = Path.Combine(_folder.FullName, "ipaxes.yaml");
        File.WriteAllText(path, Ipaxes.Replace("  source: IPX-02", "  holidays: { file: holidays.ics, source: operator }\n  source: IPX-02", StringComparison.Ordinal));
        return LineFile.Read(path);
    }

    private static LineFileResult Read(string content)
    {
        var result = LineFile.Read("ipaxes.yaml", Encoding.UTF8.GetBytes(content));
        Assert.Empty(result.Mistakes);
        return result;
    }
}
