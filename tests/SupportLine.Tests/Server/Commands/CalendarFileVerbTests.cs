using System.Text;
using SupportLine.Server.Commands;

namespace SupportLine.Tests.Server.Commands;

/// <summary>A calendar file is taken whole or not at all, and what is wrong is named where it stands.</summary>
public sealed class CalendarFileVerbTests : IAsyncLifetime, IDisposable
{
    private const string Directory = """
        engineers:
          - { id: ana, name: Ana Ruiz, language: en, targets: ["sip:ana@127.0.0.1"] }
          - { id: ben, name: Ben Berg, language: en, targets: ["sip:ben@127.0.0.1"] }
        rotas:
          - { id: guardia, zone: Europe/Berlin, shifts: [{ engineer: ana, from: "00:00", until: "00:00" }, { engineer: ben, from: "00:00", until: "00:00" }] }
        """;

    /// <summary>Line 10 of the file.</summary>
    private const string Good = "DTSTART:20260327T180000\nDTEND:20260328T060000\nRRULE:FREQ=DAILY\nSUMMARY:ana";

    private readonly Shell _shell = new();

    public async Task InitializeAsync()
    {
        var file = Path.Combine(_shell.Folder, "directory.yaml");
        await File.WriteAllTextAsync(file, Directory);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("import", file)).Code);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("DTEND:20260328T060000", "DTEND:20260327T060000", "ends before it begins; correct its DTEND")]
    [InlineData("DTEND:20260328T060000", "DTEND:20260327T180000", "lasts no time; give it a DTEND after its DTSTART")]
    [InlineData("DTSTART:20260327T180000", "DTSTART;VALUE=DATE:20260327", "begins with a day and ends with a time; write both with a time, or neither")]
    [InlineData("DTSTART:20260327T180000\n", "", "has no DTSTART; say when it begins")]
    [InlineData("DTSTART:20260327T180000", "DTSTART:2026", "has the time '2026'; write it as 20260327T180000, or a day as 20260327")]
    [InlineData("RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY\nEXDATE:20260401T180000,20260431T180000", "has the time '20260431T180000'; write it as 20260327T180000")]
    [InlineData("RRULE:FREQ=DAILY", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "has a rule that never comes; correct its RRULE, or take the event out")]
    [InlineData("RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;COUNT=0", "can not be read: ")]
    [InlineData("RRULE:FREQ=DAILY", "RRULE:FREQ=MINUTELY", "comes more often than once a day; write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")]
    [InlineData("RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26", "brings more than 10000 turns; schedule a shorter time")]
    [InlineData("RRULE:FREQ=DAILY", "RDATE;VALUE=PERIOD:20260401T180000Z/PT2H", "has times of its own for single days (RDATE;VALUE=PERIOD); write each as an event")]
    [InlineData("RRULE:FREQ=DAILY", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260327T180000", "changes a series from one night on (RANGE=THISANDFUTURE); end the series and begin another")]
    [InlineData("DTSTART:", "DTSTART;TZID=Middle Earth Time:", "has times in the zone 'Middle Earth Time', which is none of the tz database nor of Windows; write one such as Europe/Berlin")]
    [InlineData("SUMMARY:ana", "SUMMARY:Leo", "names no engineer; write one of ana, ben as its title or category")]
    [InlineData("SUMMARY:ana", "SUMMARY:ana\nX-SUPPORTLINE-PLACE:first", "has the place 'first'; write a number from 1")]
    public async Task An_event_that_can_not_be_taken_is_named_with_its_line(string good, string bad, string expected)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var (code, file) = await ScheduleAsync(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Wrong, code);
        var title = bad.Contains("Leo", StringComparison.Ordinal) ? "Leo" : "ana";
        Assert.StartsWith($"{file}:7:1: the event '{title}' {expected}", _shell.Errors, StringComparison.Ordinal);
        Assert.Empty(await _shell.RowsAsync("oncall", "changes"));
    }

    [Fact]
    public async Task A_rule_by_the_hour_is_refused_before_it_is_reckoned()
    {
        var (code, _) = await ScheduleAsync("DTSTART;TZID=Europe/Berlin:20261001T180000\nDTEND;TZID=Europe/Berlin:20261001T183000\nRRULE:FREQ=HOURLY\nSUMMARY:ana", "2026-10-20T00:00", "2026-11-01T00:00");
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Contains("comes more often than once a day", _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_event_that_is_wrong_is_named()
    {
        var (_, file) = await ScheduleAsync(Good.Replace("SUMMARY:ana", "SUMMARY:Leo\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTAMP:20260101T000000Z\nSUMMARY:ben", StringComparison.Ordinal));
        Assert.Contains($"{file}:7:1: the event 'Leo' names no engineer", _shell.Errors, StringComparison.Ordinal);
        Assert.Contains($"{file}:15:1: the event 'ben' has no DTSTART", _shell.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("END:VEVENT\n", "", ":7:1: the event does not end; close it with END:VEVENT")]
    [InlineData("END:VCALENDAR\n", "", ":1:1: the calendar does not end; close it with END:VCALENDAR")]
    [InlineData("VCALENDAR", "VCARD", ":1:1: this is no iCalendar file; begin it with BEGIN:VCALENDAR")]
    public async Task A_file_that_is_none_or_was_cut_off_is_refused(string good, string bad, string expected)
    {
        var (code, file) = await ScheduleAsync(Good, change: text => text.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Equal(file + expected, _shell.Errors.Trim());
    }

    [Fact]
    public async Task Each_calendar_of_a_file_is_taken_whatever_stands_before_it()
    {
        var (code, _) = await ScheduleAsync(Good, change: text => "\uFEFF" + text + text.Replace("SUMMARY:ana", "SUMMARY:ben", StringComparison.Ordinal).Replace("UID:1", "UID:2", StringComparison.Ordinal));
        Assert.True(code == ExitCode.Done, _shell.Errors);
        var rung = await _shell.RowsAsync("oncall", "--at", "2026-03-27T23:00:00+01:00");
        Assert.Equal(["Ana Ruiz", "Ben Berg"], rung.Where(row => row["line"].GetString() == "ipaxes").Select(row => row["engineer"].GetString()));
    }

    [Fact]
    public async Task What_is_exported_and_taken_in_again_rings_the_same_first()
    {
        var file = Path.Combine(_shell.Folder, "rota.ics");
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "replace", "guardia", "2026-03-12T00:00", "2026-03-13T00:00", "ana", "ben")).Code);
        _shell.At = "2026-03-10T10:05:00-06:00";
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "add", "guardia", "2026-03-12T00:00", "2026-03-13T00:00", "ana")).Code);
        var (_, calendar) = await _shell.RunAsync("oncall", "calendar", "guardia");
        await File.WriteAllTextAsync(file, calendar);
        var before = await ShiftsAsync();
        Assert.Contains("Ben Berg, then Ana Ruiz", before);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "schedule", "guardia", "2026-03-10T18:00", "2026-03-20T00:00", file)).Code);
        Assert.Equal(before, await ShiftsAsync());
    }

    private async Task<List<string?>> ShiftsAsync() =>
        [.. (await _shell.RowsAsync("oncall", "shifts", "--days", "8")).Select(row => row["onCall"].GetString())];

    private async Task<(int Code, string File)> ScheduleAsync(string lines, string from = "2026-03-20T00:00", string until = "2026-04-20T00:00", Func<string, string>? change = null)
    {
        var text = $"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260101T000000Z\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n";
        var file = Path.Combine(_shell.Folder, "schedule.ics");
        await File.WriteAllTextAsync(file, (change?.Invoke(text) ?? text).ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return ((await _shell.RunAsync("oncall", "schedule", "guardia", from, until, file)).Code, file);
    }
}
