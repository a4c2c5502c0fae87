using SupportLine.Server.Commands;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Server.Commands;

/// <summary>Who is on call, from a shell.</summary>
public sealed class OnCallVerbTests : IAsyncLifetime, IDisposable
{
    private const string Directory = """
        engineers:
          - { id: ana, name: Ana Ruiz, language: en, targets: ["sip:ana@127.0.0.1"] }
          - id: ben
            name: Ben Berg
            language: en
            targets:
              - address: "sip:ben@127.0.0.1"
                quiet:
                  - { from: "22:00", until: "07:00" }
              - "+528183450001"
        rotas:
          - id: guardia
            zone: America/Mexico_City
            shifts:
              - turns: { engineers: [ana, ben], every: 1 week, first-day: 2026-03-09, hand-over: "09:00" }
                from: "09:00"
                until: "09:00"
        """;

    private readonly Shell _shell = new();

    public async Task InitializeAsync() => Assert.Equal(ExitCode.Done, await ImportAsync(Directory));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Those_who_take_turns_are_rung_in_their_turn_on_the_telephones_that_are_not_quiet()
    {
        Assert.Equal(["sip:ana@127.0.0.1"], await RungAsync("2026-03-10T23:00:00-06:00"));
        Assert.Equal(["+528183450001"], await RungAsync("2026-03-17T23:00:00-06:00"));
        Assert.Equal(["sip:ben@127.0.0.1", "+528183450001"], await RungAsync("2026-03-17T21:00:00-06:00"));
    }

    [Fact]
    public async Task A_moment_without_an_offset_is_in_the_rotas_zone()
    {
        Assert.Equal(["sip:ben@127.0.0.1", "+528183450001"], await RungAsync("2026-03-17T21:59"));
        Assert.Equal(["+528183450001"], await RungAsync("2026-03-17T22:00"));
        foreach (var verb in new[] { new[] { "oncall" }, ["oncall", "drill"] })
        {
            Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync([.. verb, "--at", "tonight"])).Code);
            Assert.Equal("'tonight' is no time; write 2026-03-14T22:00, or with an offset 2026-03-14T22:00-06:00", _shell.Errors.Trim());
        }
    }

    [Fact]
    public async Task The_coming_shifts_are_told_change_by_change()
    {
        var shifts = await _shell.RowsAsync("oncall", "shifts", "--days", "14");
        Assert.Equal(["Ana Ruiz", "Ben Berg", "Ana Ruiz"], shifts.Select(row => row["onCall"].GetString()));
        Assert.StartsWith("2026-03-16 09:00", shifts[1]["from"].GetString(), StringComparison.Ordinal);
        Assert.Single(await _shell.RowsAsync("oncall", "shifts", "--days", "14", "--engineer", "ben"));
    }

    [Fact]
    public async Task A_stand_in_holds_for_a_while_and_can_be_taken_back()
    {
        var made = Assert.Single(await _shell.RowsAsync("oncall", "replace", "guardia", "2026-03-10T18:00", "2026-03-11T06:00-06:00", "ana", "ben"));
        Assert.Equal(["+528183450001"], await RungAsync("2026-03-10T23:00:00-06:00"));
        Assert.Equal(["sip:ana@127.0.0.1"], await RungAsync("2026-03-11T06:00:00-06:00"));
        Assert.Equal("ben for ana", Assert.Single(await _shell.RowsAsync("oncall", "changes"))["change"].GetString());

        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "cancel", made["id"].GetString()!)).Code);
        Assert.Equal(["sip:ana@127.0.0.1"], await RungAsync("2026-03-10T23:00:00-06:00"));
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("oncall", "cancel", made["id"].GetString()!)).Code);
    }

    [Fact]
    public async Task Who_is_removed_with_nobody_added_leaves_a_gap_that_is_reported()
    {
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "gaps", "--days", "60")).Code);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "remove", "guardia", "2026-03-11T00:00", "2026-03-12T00:00", "ana")).Code);
        var (code, printed) = await _shell.RunAsync("oncall", "gaps", "--days", "60");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("2026-03-11 00:00", printed, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "add", "guardia", "2026-03-11T00:00", "2026-03-12T00:00", "ben")).Code);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "gaps", "--days", "60")).Code);
    }

    [Fact]
    public async Task Check_tells_when_outside_support_hours_nobody_is_on_call_and_nothing_else_of_the_rota()
    {
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("check")).Code);
        Assert.DoesNotContain("nobody is on call", _shell.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "remove", "guardia", "2026-03-11T00:00", "2026-03-12T00:00", "ana")).Code);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("check")).Code);
        var told = _shell.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("ipaxes: ", StringComparison.Ordinal));
        Assert.Equal(
            [
                "ipaxes: nobody is on call in rota guardia from 2026-03-11 00:00 -06:00 to 2026-03-11 08:30 -06:00",
                "ipaxes: nobody is on call in rota guardia from 2026-03-11 17:30 -06:00 to 2026-03-12 00:00 -06:00",
            ],
            told);
    }

    [Fact]
    public async Task Check_looks_at_each_calendar_that_a_number_of_the_line_names()
    {
        var lines = System.IO.Directory.CreateDirectory(Path.Combine(_shell.Folder, "lines"));
        File.Copy(Path.Combine(RepositoryFiles.Lines, "wildix.yaml"), Path.Combine(lines.FullName, "wildix.yaml"));
        _shell.Lines = lines.FullName;

        // In the last of these hours support is closed in Europe, and open in America.
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "remove", "guardia", "2026-03-12T10:00-04:00", "2026-03-12T14:00-04:00", "ana")).Code);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("check")).Code);
        var told = _shell.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("wildix", StringComparison.Ordinal));
        Assert.Equal(["wildix (europe): nobody is on call in rota guardia from 2026-03-12 11:00 -06:00 to 2026-03-12 12:00 -06:00"], told);
    }

    [Fact]
    public async Task Whom_a_ladder_rings_is_told_rung_by_rung_for_the_severity_and_product_it_is_for()
    {
        var lines = System.IO.Directory.CreateDirectory(Path.Combine(_shell.Folder, "lines"));
        var file = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml"));
        const string Ladder = """
            routing:
              ladders:
                - id: core
                  severities: [emergencia]
                  products: [pbx]
                  rungs:
                    - { places: [1], times: 2 }
                    - { rota: bosses, together: true, delay: 10s }
                  rounds: 1
                  source: operator

            """;
        await File.WriteAllTextAsync(Path.Combine(lines.FullName, "ipaxes.yaml"), file.Replace("routing:\n", Ladder, StringComparison.Ordinal));
        _shell.Lines = lines.FullName;
        Assert.Equal(ExitCode.Done, await ImportAsync(Directory + """

              - id: bosses
                zone: America/Mexico_City
                shifts: [{ engineer: ben, from: "00:00", until: "00:00" }, { engineer: ana, from: "00:00", until: "00:00" }]
            """));

        var rung = await _shell.RowsAsync("oncall", "--at", "2026-03-17T21:00:00-06:00", "--severity", "emergencia", "--product", "pbx");
        Assert.Equal(
            [
                "1 in turn, 2 times sip:ben@127.0.0.1", "1 in turn, 2 times +528183450001",
                "2 together, after 10 s sip:ben@127.0.0.1", "2 together, after 10 s +528183450001", "2 together, after 10 s sip:ana@127.0.0.1",
            ],
            rung.Select(row => $"{row["rung"]} {row["how"]} {row["target"]}"));
        Assert.Equal(2, (await _shell.RowsAsync("oncall", "--at", "2026-03-17T21:00:00-06:00")).Count);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("oncall", "--severity", "dire")).Code);
        Assert.Equal("no line has severity dire", _shell.Errors.Trim());
    }

    [Fact]
    public async Task A_ladder_that_rings_a_place_which_nobody_has_is_told_for_what_it_is()
    {
        var lines = System.IO.Directory.CreateDirectory(Path.Combine(_shell.Folder, "lines"));
        var file = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml"));
        const string Ladder = "routing:\n  ladders: [{ id: second, rungs: [{ places: [2] }], rounds: 1, source: operator }]\n";
        await File.WriteAllTextAsync(Path.Combine(lines.FullName, "ipaxes.yaml"), file.Replace("routing:\n", Ladder, StringComparison.Ordinal));
        _shell.Lines = lines.FullName;
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("check")).Code);
        var told = _shell.Errors.Split('\n').Where(line => line.StartsWith("ipaxes: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            "ipaxes: ladder second rings nobody, of those on call none has a place in it, from 2026-03-10 17:30 -06:00 to 2026-03-11 08:30 -06:00",
            told[0]);
        Assert.DoesNotContain(told, line => line.Contains("nobody is on call", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "--at", "2026-03-17T21:00:00-06:00")).Code);
        Assert.Equal("ipaxes: of the 1 on call in rota guardia nobody has a place that the rung rings", _shell.Errors.Trim());
    }

    [Fact]
    public async Task A_change_that_leaves_nobody_says_so_and_so_does_one_taken_back()
    {
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "remove", "guardia", "2026-03-11T00:00", "2026-03-12T00:00", "ana")).Code);
        Assert.Equal("nobody is on call from 2026-03-11 00:00 -06:00 to 2026-03-12 00:00 -06:00", _shell.Errors.Trim());
        var made = Assert.Single(await _shell.RowsAsync("oncall", "add", "guardia", "2026-03-11T00:00", "2026-03-12T00:00", "ben"));
        Assert.Equal("", _shell.Errors);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "cancel", made["id"].GetString()!)).Code);
        Assert.Equal("nobody is on call from 2026-03-11 00:00 -06:00 to 2026-03-12 00:00 -06:00", _shell.Errors.Trim());
    }

    [Theory]
    [InlineData("replace", "ben", "ana", "ben is not on call then: nothing would change; who is on call when: oncall shifts")]
    [InlineData("remove", "ben", null, "ben is not on call then: nothing would change; who is on call when: oncall shifts")]
    [InlineData("add", "ana", null, "ana is on call then already: nothing would change; who is on call when: oncall shifts")]
    public async Task A_change_that_would_change_nothing_is_refused(string verb, string engineer, string? by, string expected)
    {
        string[] named = by is null ? [engineer] : [engineer, by];
        Assert.Equal(ExitCode.Failed, (await _shell.RunAsync(["oncall", verb, "guardia", "2026-03-10T18:00", "2026-03-11T06:00", .. named])).Code);
        Assert.Equal(expected, _shell.Errors.Trim());
        Assert.Empty(await _shell.RowsAsync("oncall", "changes"));
    }

    [Theory]
    [InlineData("shifts")]
    [InlineData("calendar", "guardia")]
    public async Task An_engineer_whom_nobody_knows_is_named(params string[] verb)
    {
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync(["oncall", .. verb, "--engineer", "anna"])).Code);
        Assert.Equal("there is no engineer anna: ana, ben", _shell.Errors.Trim());
    }

    [Fact]
    public async Task A_calendar_that_is_printed_can_be_taken_in_again_as_a_temporary_schedule()
    {
        var (code, calendar) = await _shell.RunAsync("oncall", "calendar", "guardia", "--days", "30");
        Assert.Equal(ExitCode.Done, code);
        var file = Path.Combine(_shell.Folder, "rota.ics");
        await File.WriteAllTextAsync(file, calendar.Replace("SUMMARY:Ana Ruiz", "SUMMARY:Ben Berg", StringComparison.Ordinal).Replace("CATEGORIES:ana", "CATEGORIES:ben", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("oncall", "schedule", "guardia", "2026-03-10T10:00", "2026-03-13T00:00", file)).Code);
        Assert.Equal(["+528183450001"], await RungAsync("2026-03-10T23:00:00-06:00"));
        Assert.Equal(["sip:ana@127.0.0.1"], await RungAsync("2026-03-13T23:00:00-06:00"));
    }

    [Theory]
    [InlineData("there is no rota nights: guardia", "oncall", "add", "nights", "2026-03-10T18:00", "2026-03-11T06:00", "ana")]
    [InlineData("there is no engineer leo: ana, ben", "oncall", "add", "guardia", "2026-03-10T18:00", "2026-03-11T06:00", "leo")]
    [InlineData("'tonight' is no time; write 2026-03-14T22:00, or with an offset 2026-03-14T22:00-06:00", "oncall", "remove", "guardia", "tonight", "2026-03-11T06:00", "ana")]
    [InlineData("it would end before it begins; swap the two times", "oncall", "replace", "guardia", "2026-03-11T06:00", "2026-03-10T18:00", "ana", "ben")]
    [InlineData("there is no file none.ics", "oncall", "schedule", "guardia", "2026-03-10T18:00", "2026-03-11T06:00", "none.ics")]
    [InlineData("there is no change 7 that holds", "oncall", "cancel", "7")]
    public async Task What_is_wrong_is_one_line(string expected, params string[] args)
    {
        Assert.NotEqual(ExitCode.Done, (await _shell.RunAsync(args)).Code);
        Assert.Equal(expected, _shell.Errors.Trim());
        Assert.Empty(await _shell.RowsAsync("oncall", "changes"));
    }

    [Theory]
    [InlineData("every: 1 week", "every: 1 fortnight", "'1 fortnight' is no length of a turn; write 1 day, 2 weeks or 1 month; at most 52")]
    [InlineData("every: 1 week", "every: 0 weeks", "'0 weeks' is no length of a turn")]
    [InlineData("engineers: [ana, ben]", "engineers: [ana, leo]", "there is no engineer 'leo' in this file")]
    [InlineData("engineers: [ana, ben]", "engineers: []", "nobody takes turns; add engineers: [lucia, diego]")]
    [InlineData("turns: {", "engineer: ana\n        turns: {", "a shift has one engineer or turns, not both")]
    [InlineData("hand-over: \"09:00\"", "hand-over: \"nine\"", "'nine' is no time of day")]
    [InlineData("until: \"07:00\"", "to: \"07:00\"", "'to' means nothing here; known are days, from, until")]
    [InlineData("- \"+528183450001\"", "- [1]", "this is no telephone")]
    [InlineData("every: 1 week", "every: \"Day,Week\"", "'Day,Week' is no length of a turn")]
    [InlineData("from: \"22:00\"", "days: [\"monday,tuesday\"], from: \"22:00\"", "'monday,tuesday' is no day of the week; write monday to sunday")]
    [InlineData("until: \"09:00\"", "until: \"09:00\"\n        first-day: 2026-03-10\n        last-day: 2026-03-09", "the shift ends before it begins; swap first-day and last-day")]
    public async Task A_mistake_in_turns_or_telephones_is_named(string good, string bad, string expected)
    {
        Assert.Contains(good, Directory, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Wrong, await ImportAsync(Directory.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(expected, _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rota_without_shifts_is_refused_unless_it_says_that_there_are_none()
    {
        const string rota = "rotas:\n  - id: guardia\n    zone: America/Mexico_City\n";
        Assert.Equal(ExitCode.Done, await ImportAsync($"{rota}    shifts: []\n"));
        Assert.Equal(ExitCode.Wrong, await ImportAsync(rota));
        Assert.Contains("directory.yaml:2:5: nobody is ever on call in the rota; add shifts:", _shell.Errors, StringComparison.Ordinal);
    }

    private async Task<int> ImportAsync(string text)
    {
        var file = Path.Combine(_shell.Folder, "directory.yaml");
        await File.WriteAllTextAsync(file, text);
        return (await _shell.RunAsync("import", file)).Code;
    }

    private async Task<IEnumerable<string?>> RungAsync(string at) =>
        (await _shell.RowsAsync("oncall", "--at", at)).Where(row => row["line"].GetString() == "ipaxes").Select(row => row["target"].GetString());
}
