using System.Net;
using NodaTime;
using NodaTime.Text;
using SupportLine.CallTests.Interop;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.CallTests.Kills;

/// <summary>
/// The program itself with a queue, in support hours: Anna, who is signed in, and customers, whom a trunk reaches. It is killed
/// (SIGKILL), and another is started on the same store, of the same name or of another.
/// </summary>
internal sealed class AgentKill : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agent-kill");
    private readonly int _port = Programs.FreePort();
    private readonly string _storage;
    private ServiceProcess? _service;

    private AgentKill(string? storage) => _storage = storage ?? Path.Combine(_folder.FullName, "supportline.db");

    public Handset Agent { get; } = new();

    public Handset Customer { get; } = new();

    public Phone Caller { get; } = new();

    /// <param name="storage">As <c>Storage:Connection</c> has it; null for a file of its own.</param>
    public static async Task<AgentKill> StartAsync(string? storage)
    {
        var kill = new AgentKill(storage);
        await kill.PrepareAsync();
        return kill;
    }

    /// <summary>Starts it; calls are answered when this returns.</summary>
    /// <param name="node">Its name among those of the store.</param>
    public async Task AnswersAsync(string node)
    {
        _service = ServiceProcess.Start(
            _folder,
            ["run"],
            "Http:Listen=off",
            "Control:Socket=off",
            "Clock:AllowShift=true",
            $"Clock:StartAt={TestSite.Day}",
            $"Sip:Listen=udp://127.0.0.1:{_port}",
            $"Storage:Connection={_storage}",
            $"Storage:Node={node}",
            $"Lines={Path.Combine(_folder.FullName, "lines")}",
            $"Media:Ports={26_000 + (_port % 200 * 20)}-{26_018 + (_port % 200 * 20)}",
            "Sip:Trunks:0:Name=carrier",
            $"Sip:Trunks:0:Destination=udp://{Customer.Listening}",
            "Sip:Trunks:0:ProbeSeconds=0");
        Assert.True((await _service.PrintsAsync() ?? "").StartsWith("SupportLine answers", StringComparison.Ordinal), _service.Errors);
    }

    public Task KillAsync() => _service!.KillAsync();

    /// <summary>María phones, and asks for a person.</summary>
    public async Task CallsAsync()
    {
        Assert.Equal(200, await Caller.DialAsync(new IPEndPoint(IPAddress.Loopback, _port), "5000", "+528183459999"));
        await Caller.HearsAsync("language.press.1");
        await Caller.PressesAsync("1");
        await Caller.IsIdentifiedAsync();
        await Caller.AsksForPersonAsync();
    }

    /// <summary>Somebody was promised to be called back at once, and was tried once.</summary>
    public async Task PromisesAsync()
    {
        await using var store = await OpenAsync();
        var now = OffsetDateTimePattern.ExtendedIso.Parse(TestSite.Day).Value.ToInstant() - Duration.FromHours(1);
        var ticket = await store.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = "ipaxes", FolioPrefix = "52", OrganisationId = "aceros", CallId = "call-1", Severity = "estandar", Status = "new", Language = "es-MX",
                RaisedAt = now, Actor = "caller",
            },
            default);
        var call = new QueuedCall("place-1", "ipaxes", "pbx", "es-MX", now, now);
        await store.CallBacks.KeepAsync(new CallBack("place-1", ticket.Ticket.Folio, "call-1", TestSite.KnownCaller, call, now, 1, CallBackState.Open), default);
    }

    public Task<Store> OpenAsync() => Store.OpenAsync(_storage, TimeProvider.System, default);

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        await Agent.DisposeAsync();
        await Customer.DisposeAsync();
        await Caller.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PrepareAsync()
    {
        var lines = _folder.CreateSubdirectory("lines");
        var line = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "lines", "ipaxes.yaml"));
        await File.WriteAllTextAsync(
            Path.Combine(lines.FullName, "ipaxes.yaml"),
            line.Replace("routing:\n", """
                queue:
                  wrap-up: 1s
                  call-backs: { prefixes: ["+52"], attempts: 3, delay: 5min }
                  source: operator
                routing:

                """, StringComparison.Ordinal));
        await using var store = await OpenAsync();
        await store.Directory.ImportAsync(
            TestSite.CustomersAnd([]) with { Agents = [new Agent("anna", "Anna", Agent.Address, ["ipaxes"], ["es-MX"], [])] }, default);
        await store.Agents.SignInAsync("anna", Instant.FromUtc(2026, 3, 10, 9, 0), default);
    }
}
