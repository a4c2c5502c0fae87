using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.OnCall;
using SupportLine.Server.Control;
using SupportLine.Server.Live;

namespace SupportLine.CallTests;

/// <summary><c>live</c> beside the running service, as a process.</summary>
public sealed class LiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("live");

    private string Socket => Path.Combine(_folder.FullName, "live.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_caller_in_the_queue_the_agent_whose_phone_rings_and_the_engineer_who_is_rung_are_seen()
    {
        await using var agent = new Phone();
        await using var engineer = new Phone();
        await using var site = await StartAsync(agent, engineer);
        await using var control = await ControlServer.StartAsync(Socket, site.Service, NullLoggerFactory.Instance);
        await using var caller = await site.CallsIdentifiedAsync();
        var asked = await SnapshotAsync();
        Assert.Equal((LiveDoing.Asked, "menu.main"), (asked.Calls[0].Doing, asked.Calls[0].Detail));

        await caller.PressesAsync("0");
        await agent.RingsAsync();

        // As if a process that died had left it: it is taken up.
        var held = site.Service.Site;
        await held.Escalations.BeginAsync(new NewEscalation(await site.RaiseAsync("aceros"), "ipaxes", null, "", "es-MX", held.Clock.Now), default);
        await engineer.RingsAsync();
        var seen = await SnapshotAsync();

        var call = Assert.Single(seen.Calls);
        Assert.Equal((LiveDoing.Waiting, "agent:anna", "Aceros del Norte", "+528183459999"), (call.Doing, call.Detail, call.Organisation, call.Number));
        var wait = Assert.Single(seen.Queue);
        Assert.Equal((call.Id, (int?)1, true, call.Folio), (wait.Call, wait.Position, wait.IsRung, wait.Folio));
        var rung = Assert.Single(seen.Agents);
        Assert.Equal((LiveAgentState.Rung, call.Id), (rung.State, rung.Call));
        var escalation = Assert.Single(seen.Escalations);
        Assert.Equal(("Engineer 1", (int?)1, 1), (Assert.Single(escalation.Ringing).Name, escalation.Rung, escalation.Attempts));
        Assert.Equal((3, 1L), (seen.Legs, seen.CallsTaken));

        await agent.TakesAsync(caller);
        Assert.Equal(LiveAgentState.Talking, Assert.Single((await SnapshotAsync()).Agents).State);
        await caller.HangsUpAsync();
        await agent.IsLeftAsync();
    }

    [Fact]
    public async Task What_cannot_be_shown_is_said_and_a_picture_for_a_file_has_no_escape_in_it()
    {
        await using var nobody = Start("--once");
        Assert.Equal(1, await nobody.ExitsAsync());
        Assert.StartsWith("no service runs here", nobody.Errors, StringComparison.Ordinal);

        await using var agent = new Phone();
        await using var site = await StartAsync(agent, engineer: null);
        await using var control = await ControlServer.StartAsync(Socket, site.Service, NullLoggerFactory.Instance);
        await using var wrong = Start("--once", "--line", "ipaxe");
        Assert.Equal(2, await wrong.ExitsAsync());
        Assert.StartsWith("--line: there is no line ipaxe; there are ipaxes", wrong.Errors, StringComparison.Ordinal);
        await using var noTerminal = Start();
        Assert.Equal(2, await noTerminal.ExitsAsync());
        Assert.Contains("--once", noTerminal.Errors, StringComparison.Ordinal);
        var text = await PrintedAsync("--once", "--line", "ipaxes");
        Assert.Contains("4 Agents: 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    private static async Task<TestSite> StartAsync(Phone agent, Phone? engineer)
    {
        var site = await TestSite.StartAsync(
            TestSite.Day, [], engineer is null ? [] : [engineer], null, line: text => text.Replace("routing:", "queue: { source: operator }\nrouting:", StringComparison.Ordinal));
        var held = site.Service.Site;
        await held.Directory.ImportAsync(
            TestSite.Customers(engineer is null ? [] : [engineer]) with { Agents = [new Agent("anna", "Anna", agent.Address, ["ipaxes"], ["es-MX"], [])] }, default);
        await held.Agents.SignInAsync("anna", held.Clock.Now, default);
        return site;
    }

    private ServiceProcess Start(params string[] options) => ServiceProcess.Start(_folder, ["live", .. options], $"Control:Socket={Socket}");

    private async Task<LiveSnapshot> SnapshotAsync()
    {
        var json = await PrintedAsync("--once", "--json");
        Assert.DoesNotMatch($"[\"= ]{TestSite.Pin}[\", ]", json);
        return JsonSerializer.Deserialize<LiveSnapshot>(json, ControlJson.Options)!;
    }

    private async Task<string> PrintedAsync(params string[] options)
    {
        await using var live = Start(options);
        Assert.True(await live.ExitsAsync() == 0, live.Errors);
        var lines = new List<string>();
        while (await live.PrintsAsync() is { } line) lines.Add(line);
        return string.Join('\n', lines);
    }
}
