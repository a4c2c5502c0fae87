using System.Text;
using System.Text.Json;
using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Commands;
using SupportLine.Storage;

namespace SupportLine.Tests.Server.Commands;

/// <summary>A site of its own in a folder of its own, and the verbs typed at it, with what they print.</summary>
internal sealed class Shell : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("shell");

    /// <summary>The site's business time, with offset.</summary>
    public string At { get; set; } = "2026-03-10T10:00:00-06:00";

    /// <summary>Folder of line files; null for those of the repository.</summary>
    public string? Lines { get; set; }

    /// <summary>Names of the site's own phones.</summary>
    public IReadOnlyList<string> Phones { get; set; } = [];

    /// <summary>What the last verb said on standard error.</summary>
    public string Errors { get; private set; } = "";

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    public Task<Store> OpenAsync(INotifier? notifier = null) =>
        Store.OpenAsync(Path.Combine(Folder, "site.db"), TimeProvider.System, default, Path.Combine(Folder, "secret.key"), notifier);

    /// <summary>An organisation with two contacts, a contract, an engineer and a rota.</summary>
    public async Task FurnishAsync(string line)
    {
        await using var store = await OpenAsync();
        await store.Directory.ImportAsync(
            new DirectoryImport(
                [new Organisation("acme", "Acme"), new Organisation("other", "Other")],
                [new Contact("acme/maria", "acme", "María", "+528183450101", null, null, true), new Contact("other/rosa", "other", "Rosa", null, null, null, true)],
                new Dictionary<string, string>(),
                [new Contract("100200", "acme", line, "pbx", new LocalDate(2026, 1, 1), new LocalDate(2027, 12, 31))],
                [new Engineer("lucia", "Lucía", ["sip:lucia@127.0.0.1"], "es-MX")],
                []),
            default);
    }

    /// <summary>Runs a verb; its exit code, and what it printed.</summary>
    public async Task<(int Code, string Printed)> RunAsync(params string[] args) => await RunAsync("", args);

    /// <summary>Runs a verb with something on standard input.</summary>
    public async Task<(int Code, string Printed)> RunAsync(string input, string[] args)
    {
        string[] settings =
        [
            $"Storage:Connection={Path.Combine(Folder, "site.db")}", $"Storage:SecretKey={Path.Combine(Folder, "secret.key")}",
            $"Recordings={Path.Combine(Folder, "recordings")}", "Clock:AllowShift=true", $"Clock:StartAt={At}",
            .. Lines is null ? Array.Empty<string>() : [$"Lines={Lines}"],
            .. Phones.Index().SelectMany(phone => new[] { $"Sip:Phones:{phone.Index}:Name={phone.Item}", $"Sip:Phones:{phone.Index}:Password=long enough" }),
        ];
        using var capture = ConsoleCapture.Begin(input);
        var code = await RootVerb.Create().Parse([.. args, .. settings.SelectMany(set => new[] { "--set", set })]).InvokeAsync();
        Errors = capture.Errors;
        return (code, capture.Printed);
    }

    /// <summary>Runs a verb with <c>--json</c>: its rows. It has to succeed.</summary>
    public async Task<List<Dictionary<string, JsonElement>>> RowsAsync(params string[] args)
    {
        var (code, printed) = await RunAsync([.. args, "--json"]);
        Assert.True(code == ExitCode.Done, $"{code}: {Errors}{printed}");
        return JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(printed)!;
    }
}
