using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Server.Control;
using SupportLine.Server.Hosting;
using SupportLine.Server.Import;
using SupportLine.Server.Settings;
using SupportLine.Server.Speech;

namespace SupportLine.Server.Demo;

/// <summary>A temporary site in a folder of its own: the shipped lines and prompts, made-up customers, an empty store.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly ControlServer _control;

    private DemoSite(string name, SupportLineService service, DemoObserver observer, ControlServer control)
    {
        _control = control;
        Name = name;
        Service = service;
        Observer = observer;
    }

    /// <summary><c>day</c> or <c>night</c>.</summary>
    public string Name { get; }

    public SupportLineService Service { get; }

    public DemoObserver Observer { get; }

    /// <summary>What a softphone dials.</summary>
    public string Address => $"sip:{Service.Site.Lines.Lines[0].Numbers[0].Number}@{Service.Address}";

    /// <param name="name">Its name.</param>
    /// <param name="folder">An empty folder for what it writes.</param>
    /// <param name="startAt">Business time at its start.</param>
    /// <param name="port">SIP port, UDP, and TCP beside it.</param>
    /// <param name="phones">Ports of the agent's and the two engineers' telephones.</param>
    /// <exception cref="StartException">It cannot start.</exception>
    public static async Task<DemoSite> StartAsync(string name, DirectoryInfo folder, DateTimeOffset startAt, int port, IReadOnlyList<int> phones)
    {
        var lines = folder.CreateSubdirectory("lines");
        foreach (var path in Directory.EnumerateFiles(Shipped("lines")))
        {
            await File.WriteAllTextAsync(Path.Combine(lines.FullName, Path.GetFileName(path)), OnPorts(await File.ReadAllTextAsync(path), phones));
        }

        var directory = Path.Combine(folder.FullName, "directory.yaml");
        await File.WriteAllTextAsync(directory, OnPorts(await File.ReadAllTextAsync(Path.Combine(Shipped("demo"), "directory.yaml")), phones));
        DemoObserver? observer = null;
        var settings = Settings(folder, lines, startAt, port);
        var service = await SupportLineService.StartAsync(
            settings,
            NullLoggerFactory.Instance,
            store => observer = new DemoObserver(store));
        var known = service.Site.Lines.Lines;
        var import = DirectoryFile.Read(directory, known, settings.Sip.PhoneNames, out var mistakes)
            ?? throw new StartException(string.Join(Environment.NewLine, mistakes));
        await service.Site.Directory.ImportAsync(import, CancellationToken.None);
        return new DemoSite(name, service, observer!, await ControlServer.StartAsync(settings.Control!, service, NullLoggerFactory.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _control.DisposeAsync();
    }

    /// <summary>A folder that ships beside the program.</summary>
    public static string Shipped(string folder) => Path.Combine(AppContext.BaseDirectory, folder);

    /// <summary>The files name the telephones' usual ports; where somebody has those, the demo's are others.</summary>
    private static string OnPorts(string text, IReadOnlyList<int> phones)
    {
        for (var i = 0; i < phones.Count; i++)
        {
            text = text.Replace($"127.0.0.1:{5070 + i}", $"127.0.0.1:{phones[i]}", StringComparison.Ordinal);
        }

        return text;
    }

    private static SiteSettings Settings(DirectoryInfo folder, DirectoryInfo lines, DateTimeOffset startAt, int port) => new()
    {
        Sip = new SipSettings { Listen = [new Uri($"udp://127.0.0.1:{port}")], MaxCalls = 50, MaxCallMinutes = 30 },
        Media = new MediaSettings(30200, 30599, null),
        Storage = Path.Combine(folder.FullName, "supportline.db"),
        Control = Path.Combine(folder.FullName, "supportline.sock"),
        Lines = lines.FullName,
        Prompts = Shipped("prompts"),
        Recordings = Path.Combine(folder.FullName, "recordings"),
        StartAt = startAt,
        Speech = new SpeechSettings(SpeechEngine.Known, null, null, Path.Combine(folder.FullName, "speech-cache")),
    };
}
