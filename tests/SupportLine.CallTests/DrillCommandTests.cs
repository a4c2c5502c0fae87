using System.Text;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests;

/// <summary><c>oncall drill</c> beside the running service, as processes.</summary>
public sealed class DrillCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drill");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Those_on_call_hear_that_it_is_an_exercise_and_the_report_says_who_answered_how_fast()
    {
        await using var busy = new Phone();
        await using var awake = new Phone();
        var file = Path.Combine(_folder.FullName, "rota.yaml");
        await File.WriteAllTextAsync(
            file,
            $$"""
            engineers:
              - { id: lucia, name: "Lucía", language: es-MX, targets: ["{{busy.Address}}", "{{awake.Address}}"] }
            rotas:
              - { id: guardia, zone: America/Monterrey, shifts: [{ engineer: lucia, from: "00:00", until: "00:00" }] }
            """);
        await using var import = ServiceProcess.Start(_folder, ["import", file]);
        Assert.True(await import.ExitsAsync() == 0, import.Errors);
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32320-32338");

        await using var unknown = ServiceProcess.Start(_folder, ["oncall", "drill", "--line", "nowhere"]);
        Assert.Equal(3, await unknown.ExitsAsync());
        Assert.Contains("there is no line nowhere: ", unknown.Errors, StringComparison.Ordinal);

        await using var drill = ServiceProcess.Start(_folder, ["oncall", "drill", "--line", "ipaxes", "--severity", "emergencia", "--json"]);
        await busy.DeclinesAsync(486);
        await awake.AnswersAsync();
        await awake.HearsAsync("drill.opening");
        await awake.HearsAsync("drill.menu");
        await awake.PressesAsync("1");
        await awake.HearsAsync("drill.thanks");
        await awake.IsLeftAsync();
        Assert.True(await drill.ExitsAsync() == 0, drill.Errors);
        var report = new StringBuilder();
        while (await drill.PrintsAsync() is { } line) report.AppendLine(line);
        Assert.Matches("""(?s)"end": "accepted".*"outcome": "busy".*"answered": null.*"outcome": "accepted".*"answered": [0-9.]+.*"keyed": [0-9.]+""", report.ToString());
    }

    [Fact]
    public async Task Without_a_service_it_says_so()
    {
        await using var drill = ServiceProcess.Start(_folder, ["oncall", "drill"]);
        Assert.Equal(1, await drill.ExitsAsync());
        Assert.StartsWith("no service runs here", drill.Errors, StringComparison.Ordinal);
    }
}
