using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Server.Commands;

namespace SupportLine.Tests.Server.Commands;

/// <summary>Agents, from a shell.</summary>
public sealed class AgentsVerbTests : IDisposable
{
    private const string Directory = """
        agents:
          - { id: anna, name: Anna, phone: "sip:anna@127.0.0.1", lines: [ipaxes], languages: [es-MX, en], skills: { pbx: 5 }, pin: "4711" }
          - { id: bela, name: Bela, phone: "phone:bela", lines: [ipaxes], languages: [es-MX], skills: [pbx, mail] }
        """;

    private readonly Shell _shell = new() { Phones = ["bela"] };

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Agents_are_imported_and_listed_signed_out()
    {
        Assert.Equal(ExitCode.Done, await ImportAsync(Directory));
        var rows = await _shell.RowsAsync("agents", "list");
        Assert.Equal(["anna", "bela"], rows.Select(row => row["id"].GetString()));
        Assert.Equal(["pbx:5", "pbx:1 mail:1"], rows.Select(row => row["skills"].GetString()));
        Assert.All(rows, row => Assert.Equal("signed out", row["state"].GetString()));
    }

    [Fact]
    public async Task An_agent_signs_in_pauses_resumes_and_signs_out()
    {
        await ImportAsync(Directory);
        Assert.Equal(ExitCode.Conflict, await RunAsync("pause", "anna"));
        Assert.Equal(ExitCode.Done, await RunAsync("sign-in", "anna"));
        Assert.Equal("free", await StateAsync());
        Assert.Equal(ExitCode.Done, await RunAsync("pause", "anna", "--reason", "lunch"));
        Assert.Equal("paused: lunch", await StateAsync());
        Assert.NotEmpty(await PausedSinceAsync());
        Assert.Equal(ExitCode.Done, await RunAsync("resume", "anna"));
        Assert.Equal(ExitCode.Conflict, await RunAsync("resume", "anna"));
        Assert.Equal(ExitCode.Done, await RunAsync("sign-out", "anna"));
        Assert.Equal("signed out", await StateAsync());
        Assert.Empty(await PausedSinceAsync());
        Assert.Equal(ExitCode.NotFound, await RunAsync("sign-in", "nobody"));
        Assert.Contains("there is no agent nobody: anna, bela", _shell.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phone:bela", "bela", "'bela' can not be phoned; write a number such as +52 81 8345 0001, sip:NAME@192.0.2.7, or phone:NAME of Sip:Phones")]
    [InlineData("phone:bela", "phone:bella", "'phone:bella' is no phone of Sip:Phones; name it there, or correct the target")]
    [InlineData("phone:bela", "sip:bela@pbx.example.com", "'sip:bela@pbx.example.com' names a host, which is not looked up; write its IP address, a number that a trunk takes, or phone:NAME of Sip:Phones")]
    [InlineData("phone:bela", "sip:anna@127.0.0.1", "there is a phone of an agent 'sip:anna@127.0.0.1' already; give each its own")]
    [InlineData("[es-MX, en]", "[de]", "no line of the agent offers 'de'; its lines offer es-MX, en")]
    [InlineData("[ipaxes]", "[ipaxos]", "there is no line 'ipaxos'")]
    [InlineData("pbx: 5", "pbx: 10", "'10' is no level; write a number from 1 to 9")]
    [InlineData("[pbx, mail]", "[pbx, fax]", "no line of the agent has the product 'fax'")]
    [InlineData("skills: [pbx, mail]", "pin: \"4711\"", "another agent has the same PIN; give each agent a PIN of its own")]
    [InlineData("\"4711\"", "\"47\"", "the PIN is not of 4 to 12 digits")]
    [InlineData("languages: [es-MX],", "", "the agent speaks no language; add languages: [es-MX, en]")]
    public async Task A_mistake_is_named_and_nobody_is_imported(string good, string bad, string expected)
    {
        Assert.Equal(ExitCode.Wrong, await ImportAsync(Directory.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(expected, _shell.Errors, StringComparison.Ordinal);
        Assert.Empty(await _shell.RowsAsync("agents", "list"));
    }

    [Fact]
    public async Task The_report_tells_each_day_of_a_line_that_has_a_queue()
    {
        var lines = System.IO.Directory.CreateDirectory(Path.Combine(_shell.Folder, "lines")).FullName;
        var ipaxes = await File.ReadAllTextAsync(Path.Combine(Domain.RepositoryFiles.Lines, "ipaxes.yaml"));
        await File.WriteAllTextAsync(Path.Combine(lines, "ipaxes.yaml"), ipaxes.Replace("routing:", "queue: { answered-within: 30s, source: operator }\nrouting:", StringComparison.Ordinal));
        _shell.Lines = lines;
        await using (var store = await _shell.OpenAsync())
        {
            var at = Domain.Moment.At("2026-03-09T10:00:00-06");
            foreach (var (id, seconds, outcome) in new[] { ("a", 30, QueueOutcome.Answered), ("b", 50, QueueOutcome.Answered), ("c", 9, QueueOutcome.Abandoned), ("d", 20, QueueOutcome.CallBackChosen) })
            {
                await store.Queue.JoinAsync(new QueueWait(id, "ipaxes", id, "520017", at), "node", default);
                await store.Queue.LeaveAsync(id, outcome, null, null, at + Duration.FromSeconds(seconds), default);
            }
        }

        var row = Assert.Single(await _shell.RowsAsync("agents", "report"));
        Assert.Equal(("2026-03-09", 4, 2, "25%", 1, 1, 0, 40, 50), (
            row["day"].GetString(), row["calls"].GetInt32(), row["answered"].GetInt32(), row["inTime"].GetString(), row["abandoned"].GetInt32(), row["callBacks"].GetInt32(), row["cutOff"].GetInt32(), row["averageWait"].GetInt32(), row["longestWait"].GetInt32()));
        Assert.Empty(await _shell.RowsAsync("agents", "report", "--days", "1"));
        Assert.Equal(ExitCode.Wrong, await RunAsync("report", "--days", "0"));
    }

    private async Task<int> RunAsync(params string[] args) => (await _shell.RunAsync(["agents", .. args])).Code;

    private async Task<string?> StateAsync() => (await _shell.RowsAsync("agents", "list"))[0]["state"].GetString();

    private async Task<string> PausedSinceAsync() => (await _shell.RowsAsync("agents", "list"))[0]["pausedSince"].GetString()!;

    private async Task<int> ImportAsync(string text)
    {
        var file = Path.Combine(_shell.Folder, "directory.yaml");
        await File.WriteAllTextAsync(file, text);
        return (await _shell.RunAsync("import", file)).Code;
    }
}
