using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;
using SupportLine.Server.Commands;

namespace SupportLine.Tests.Server.Commands;

/// <summary>A telephone that can never be dialled is not taken in, and one that was is told by <c>check</c>.</summary>
public sealed class DialTargetVerbTests : IDisposable
{
    private readonly Shell _shell = new() { Phones = ["ana"] };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("\"sip:ana@pbx.example.com\"", "'sip:ana@pbx.example.com' names a host, which is not looked up; write its IP address, a number that a trunk takes, or phone:NAME of Sip:Phones")]
    [InlineData("hello", "'hello' can not be phoned; write a number such as +52 81 8345 0001, sip:NAME@192.0.2.7, or phone:NAME of Sip:Phones")]
    [InlineData("\"phone:nobody\"", "'phone:nobody' is no phone of Sip:Phones; name it there, or correct the target")]
    [InlineData("\"   \"", "'' can not be phoned")]
    [InlineData("{ address: hello, quiet: [] }", "'hello' can not be phoned", 18)]
    public async Task An_engineers_telephone_that_can_not_be_dialled_is_named_where_it_stands(string target, string expected, int column = 7)
    {
        Assert.Equal(ExitCode.Wrong, await ImportAsync(target));
        Assert.Contains($"directory.yaml:5:{column}: {expected}", _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_kept_as_it_is_dialled()
    {
        Assert.Equal(ExitCode.Done, await ImportAsync("\"+52 (81) 8345-00.01\"", "\"SIP:ana@192.0.2.7:5062;transport=tcp\"", "\"phone:ana\"", "\"201\""));
        await using var store = await _shell.OpenAsync();
        Assert.Equal(
            ["+528183450001", "sip:ana@192.0.2.7:5062;transport=tcp", "phone:ana", "201"],
            Assert.Single(await store.Rotas.EngineersAsync(default)).Targets.Select(target => target.Address));
    }

    [Fact]
    public async Task Check_tells_of_what_was_imported_before_and_when_nobody_can_be_rung()
    {
        Shift[] shifts = [new("ana", [], LocalTime.Midnight, LocalTime.Midnight, null, new LocalDate(2026, 3, 11)), new("ben", [], LocalTime.Midnight, LocalTime.Midnight, new LocalDate(2026, 3, 12), null)];
        await using (var store = await _shell.OpenAsync())
        {
            await store.Directory.ImportAsync(
                new DirectoryImport(
                    [],
                    [],
                    new Dictionary<string, string>(),
                    [],
                    [new Engineer("ana", "Ana", ["hello", "phone:nobody"], "en"), new Engineer("ben", "Ben", ["+52 81-8345-0001"], "en")],
                    [new Rota("guardia", DateTimeZoneProviders.Tzdb["America/Mexico_City"], shifts)]),
                default);
        }

        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("check")).Code);
        var told = _shell.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "engineer ana: 'hello' can not be phoned; write a number such as +52 81 8345 0001, sip:NAME@192.0.2.7, or phone:NAME of Sip:Phones",
                "engineer ana: 'phone:nobody' is no phone of Sip:Phones; name it there, or correct the target",
            ],
            told.Where(line => line.StartsWith("engineer ", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "ipaxes: of those on call in rota guardia none has a number that can be rung from 2026-03-10 17:30 -06:00 to 2026-03-11 08:30 -06:00",
                "ipaxes: of those on call in rota guardia none has a number that can be rung from 2026-03-11 17:30 -06:00 to 2026-03-12 00:00 -06:00",
            ],
            told.Where(line => line.StartsWith("ipaxes: ", StringComparison.Ordinal)));
    }

    private async Task<int> ImportAsync(params string[] targets)
    {
        var file = Path.Combine(_shell.Folder, "directory.yaml");
        await File.WriteAllTextAsync(file, $"engineers:\n- id: ana\n  name: Ana\n  targets:\n    - {string.Join("\n    - ", targets)}\n  language: en\n");
        return (await _shell.RunAsync("import", file)).Code;
    }
}
