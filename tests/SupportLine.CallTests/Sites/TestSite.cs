using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using SupportLine.CallTests.Phones;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Server.Hosting;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests.Sites;

/// <summary>
/// A running service with one of the shipped lines, one customer, and telephones of the test's choosing: a Tuesday at 10:15,
/// or the night of it at 23:30.
/// </summary>
internal sealed partial class TestSite : IAsyncDisposable
{
    public const string Contract = "100200";
    public const string Pin = "4826";
    public const string KnownCaller = "+528183450101";

    /// <summary>A Tuesday in support hours.</summary>
    public const string Day = "2026-03-10T10:15:00-06:00";

    /// <summary>The night of it.</summary>
    public const string Night = "2026-03-10T23:30:00-06:00";

    private const int PortsEach = 500;
    private const int FirstPort = 34000;

    /// <summary>Blocks of ports, taken in turn: more than sites that run at once.</summary>
    private const int Blocks = 60;

    private static int s_block;

    private readonly DirectoryInfo _folder;
    private readonly SiteLog _log;

    private TestSite(DirectoryInfo folder, SupportLineService service, SiteLog log)
    {
        _log = log;
        _folder = folder;
        Service = service;
    }

    public SupportLineService Service { get; }

    public IPEndPoint Address => Service.Address;

    /// <summary>The address of the transport's place among UDP, TCP and TLS, where all listen.</summary>
    public IPEndPoint ListeningOn(int transport, System.Net.Sockets.AddressFamily family) =>
        Service.Engine.Listening.Where(address => address.AddressFamily == family).ElementAt(transport);

    /// <summary>Waits until a leg lives.</summary>
    public Task BusyAsync() => FoundAsync(async () => await Service.Engine.LegsAsync() > 0 ? this : null);

    /// <summary>Waits until no leg lives.</summary>
    public Task QuietAsync() => FoundAsync(async () => await Service.Engine.LegsAsync() == 0 ? this : null);

    public string Recordings => Path.Combine(_folder.FullName, "recordings");

    public static async Task<TestSite> StartAsync(string startAt, IReadOnlyList<Phone> agents, IReadOnlyList<Phone> engineers, string? storage, Func<SipSettings, SipSettings>? sip = null, Func<ICallStore, ICallStore>? observe = null, Func<MediaSettings, MediaSettings>? media = null, Func<string, string>? line = null, string id = "ipaxes", DirectoryImport? customers = null, Func<SiteSettings, SiteSettings>? settings = null, IReadOnlyList<string>? phones = null, TimeProvider? businessTime = null)
    {
        var folder = Directory.CreateTempSubdirectory("site");
        var lines = folder.CreateSubdirectory("lines");
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "lines", $"{id}.yaml"));
        var targets = string.Join(", ", agents.Select(agent => agent.Address).Concat((phones ?? []).Select(phone => $"phone:{phone}")).Select(target => $"\"{target}\""));
        await File.WriteAllTextAsync(
            Path.Combine(lines.FullName, $"{id}.yaml"),
            AgentTargets().Replace(line?.Invoke(shipped) ?? shipped, $"agents: [{targets}]")
                .Replace("rounds: 2", "rounds: 1", StringComparison.Ordinal)
                // A telephone on a busy test machine presses its keys as slowly as somebody who reads them from a letter.
                .Replace($"welcome: {id}.welcome", $"welcome: {id}.welcome\n  digit-wait: 15s", StringComparison.Ordinal));
        var log = new SiteLog();
        var ports = FirstPort + (Interlocked.Increment(ref s_block) % Blocks * PortsEach);
        var standard = new SipSettings { Listen = [new Uri("udp://127.0.0.1:0")], MaxCalls = 500, MaxCallMinutes = 10 };
        var whole = new SiteSettings
        {
            Sip = sip is null ? standard : sip(standard),
            Media = media is null ? new MediaSettings(ports, ports + PortsEach - 1, null) : media(new MediaSettings(ports, ports + PortsEach - 1, null)),
            Storage = storage ?? Path.Combine(folder.FullName, "supportline.db"),
            Lines = lines.FullName,
            Prompts = Path.Combine(AppContext.BaseDirectory, "prompts"),
            Recordings = Path.Combine(folder.FullName, "recordings"),
            StartAt = DateTimeOffset.Parse(startAt, CultureInfo.InvariantCulture),
            DiagnosticNumbers = true,
            Speech = new SpeechSettings([], null, null, Path.Combine(folder.FullName, "speech-cache")),
        };
        var service = await SupportLineService.StartAsync(settings is null ? whole : settings(whole), log, observe, businessTime);
        await service.Site.Directory.ImportAsync(customers ?? Customers(engineers), CancellationToken.None);
        return new TestSite(folder, service, log);
    }

    /// <summary>Every step of every call so far, with its time, and the service's log.</summary>
    public async Task<string> StoryAsync()
    {
        var story = new StringBuilder();
        foreach (var call in await Service.Site.Calls.ListAsync(null, 10, default))
        {
            foreach (var step in await Service.Site.Calls.EventsAsync(call.Id, default))
            {
                story.AppendLine(CultureInfo.InvariantCulture, $"{(step.At - call.StartedAt).TotalSeconds,6:0.0} {step.Kind,-10} {step.Detail}");
            }
        }

        return story.AppendLine("The log:").Append(_log.Told).ToString();
    }

    /// <summary>The only call there was, once it has ended.</summary>
    public Task<CallRecord> EndedCallAsync() => FoundAsync(async () =>
    {
        var calls = await Service.Site.Calls.ListAsync(null, 10, default);
        return calls.Count > 0 && calls.All(call => call.Ending is not null) ? calls[0] : null;
    });

    /// <summary>Waits while so much of business time goes by, which here goes as fast as any other.</summary>
    public Task SpentAsync(TimeSpan time)
    {
        var until = Service.Site.Clock.Now + NodaTime.Duration.FromTimeSpan(time);
        return FoundAsync(() => Task.FromResult(Service.Site.Clock.Now >= until ? this : null));
    }

    /// <summary>Waits until the only call there is has been asked a question so many times.</summary>
    public Task<CallRecord> AskedAsync(string question, int times = 1) => FoundAsync(async () =>
    {
        var calls = await Service.Site.Calls.ListAsync(null, 1, default);
        var asked = calls.Count == 0 ? [] : await Service.Site.Calls.EventsAsync(calls[0].Id, default);
        return asked.Count(step => step.Kind == "asked" && step.Detail == question) >= times ? calls[0] : null;
    });

    /// <summary>Waits until a recording of the only call has gone on for so long.</summary>
    public Task<CallRecord> RecordedForAsync(TimeSpan length) => FoundAsync(async () =>
    {
        var calls = await Service.Site.Calls.ListAsync(null, 1, default);
        var events = calls.Count == 0 ? [] : await Service.Site.Calls.EventsAsync(calls[0].Id, default);
        return events.Any(step => step.Kind == "recording" && Service.Site.Clock.Now - step.At >= NodaTime.Duration.FromTimeSpan(length)) ? calls[0] : null;
    });

    /// <summary>Looks again and again until there is something.</summary>
    public async Task<T> FoundAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(began) > Phone.Patience)
            {
                Assert.Fail($"not found within {Phone.Patience.TotalSeconds:0} s\n{await StoryAsync()}");
            }

            await again.WaitForNextTickAsync();
        }
    }

    /// <summary>The only ticket there is.</summary>
    public async Task<Ticket> TicketAsync() => Assert.Single(await Service.Site.Tickets.ListAsync(new TicketFilter(), CancellationToken.None));

    /// <summary>Waits until the caller has been put through to somebody; the ticket that it is about.</summary>
    public Task<Ticket> ConnectedAsync(string who) => FoundAsync(async () =>
    {
        var ticket = await TicketAsync();
        return (await Service.Site.Tickets.HistoryAsync(ticket.Folio, default)).Any(step => step.Change is TicketChange.Connected connected && connected.To == who) ? ticket : null;
    });

    /// <summary>Waits until a phone of the only emergency's ladder has come out like that; all there were until then.</summary>
    public Task<IReadOnlyList<EscalationAttempt>> AttemptedAsync(string outcome) => FoundAsync(async () =>
    {
        var attempts = await Service.Site.Escalations.AttemptsAsync(Assert.Single(await Service.Site.Escalations.ListAsync(null, default)).Id, default);
        return attempts.Any(attempt => attempt.Outcome == outcome) ? attempts : null;
    });

    /// <summary>A ticket raised some other way than by this call.</summary>
    public async Task<Folio> RaiseAsync(string organisation) => (await Service.Site.Tickets.RaiseAsync(
        new NewTicket
        {
            LineId = "ipaxes",
            FolioPrefix = "52",
            OrganisationId = organisation,
            Severity = "estandar",
            Status = "new",
            Language = "es-MX",
            RaisedAt = Service.Site.Clock.Now,
            Actor = "caller",
        },
        default)).Ticket.Folio;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("""agents: \["sip:[a-z]+@127\.0\.0\.1:5070"\]""", RegexOptions.CultureInvariant)]
    private static partial Regex AgentTargets();

    public static DirectoryImport Customers(IReadOnlyList<Phone> engineers) => CustomersAnd([.. engineers.Select(phone => phone.Address)]);

    /// <summary>The customer, and engineers who are always on call, <c>engineer1</c> and so on.</summary>
    public static DirectoryImport CustomersAnd(IReadOnlyList<string> engineers)
    {
        var maria = new Contact("aceros/maria", "aceros", "María", KnownCaller, null, "es-MX", true);
        var always = engineers.Select((_, i) => new Shift($"engineer{i + 1}", [], LocalTime.Midnight, LocalTime.Midnight, null, null));
        return new DirectoryImport(
            [new Organisation("aceros", "Aceros del Norte")],
            [maria],
            new Dictionary<string, string> { [maria.Id] = PinHash.Create(Pin) },
            [new Contract(Contract, "aceros", "ipaxes", "pbx", new LocalDate(2026, 1, 1), new LocalDate(2027, 12, 31))],
            [.. engineers.Select((address, i) => new Engineer($"engineer{i + 1}", $"Engineer {i + 1}", [address], "es-MX"))],
            [new Rota("guardia", DateTimeZoneProviders.Tzdb["America/Mexico_City"], [.. always])]);
    }
}
