using System.Diagnostics;
using System.Globalization;
using NodaTime;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using SupportLine.Storage;

namespace SupportLine.CallTests.Crowds;

/// <summary>The program itself by day, with a queue, agents who are signed in, and as many customers as phone.</summary>
internal sealed class CrowdSite : IAsyncDisposable
{
    /// <summary>Of an agent, as long as the rest after a ring that was missed.</summary>
    public static readonly Duration WrapUp = Duration.FromSeconds(5);

    /// <summary>Waiting time that an emergency, two classes above the usual, is worth.</summary>
    public static readonly Duration Advance = Duration.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowd");
    private readonly string _storage;
    private long _startedAt;

    private CrowdSite(IReadOnlyList<string> numbers, IReadOnlyDictionary<string, Instant> signedIn)
    {
        (Numbers, SignedIn) = (numbers, signedIn);
        _storage = Path.Combine(_folder.FullName, "supportline.db");
    }

    /// <summary>Of the customers.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>When each agent signed in.</summary>
    public IReadOnlyDictionary<string, Instant> SignedIn { get; }

    public ServiceProcess Service { get; private set; } = null!;

    /// <summary>Business time, as this process knows it.</summary>
    public Instant Now => Begin + Duration.FromTimeSpan(Stopwatch.GetElapsedTime(_startedAt));

    private static Instant Begin => Instant.FromDateTimeOffset(DateTimeOffset.Parse(TestSite.Day, CultureInfo.InvariantCulture));

    public static async Task<CrowdSite> StartAsync(int callers, IReadOnlyList<CrowdAgent> agents)
    {
        // In no order of their ids, and none at the same time as another.
        var places = Enumerable.Range(1, agents.Count).ToArray();
        new Random(6).Shuffle(places);
        var site = new CrowdSite(
            [.. Enumerable.Range(0, callers).Select(i => $"+52818346{i:0000}")],
            agents.Index().ToDictionary(agent => agent.Item.Id, agent => Begin - Duration.FromMinutes(places[agent.Index])));
        await site.PrepareAsync(agents);
        site._startedAt = Stopwatch.GetTimestamp();
        site.Service = await ServiceProcess.AnsweringAsync(
            site._folder, $"Clock:StartAt={TestSite.Day}", $"Storage:Connection={site._storage}", $"Lines={Path.Combine(site._folder.FullName, "lines")}",
            "Sip:MaxCalls=1000", "Media:Ports=20000-23999", "Media:QuietSeconds=3600");
        return site;
    }

    /// <summary>Ends the service and reads what it has left.</summary>
    public async Task<CrowdRecord> EndAsync()
    {
        Service.Terminate();
        Assert.Equal(0, await Service.ExitsAsync());
        await using var store = await Store.OpenAsync(_storage, TimeProvider.System, default);
        var words = new PlaceWords(Path.Combine(AppContext.BaseDirectory, "prompts"), "es-MX");
        return await CrowdRecord.ReadAsync(store, new Interval(Begin, Begin + Duration.FromDays(1)), words, Advance, SignedIn);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PrepareAsync(IReadOnlyList<CrowdAgent> agents)
    {
        var lines = _folder.CreateSubdirectory("lines");
        var line = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "lines", "ipaxes.yaml"));
        await File.WriteAllTextAsync(
            Path.Combine(lines.FullName, "ipaxes.yaml"),
            line.Replace("languages: [es-MX, en]", "languages: [es-MX]", StringComparison.Ordinal)
                .Replace("routing:\n", "queue: { wrap-up: 5s, announce-every: 15s, severity-advance: 1min, pause-after-missed: 100, source: operator }\nrouting:\n", StringComparison.Ordinal)
                .Replace("welcome: ipaxes.welcome", "welcome: ipaxes.welcome\n  menu-presentations: 1", StringComparison.Ordinal));
        await using var store = await Store.OpenAsync(_storage, TimeProvider.System, default);
        var customer = TestSite.Customers([]);
        var contacts = Numbers.Select((number, i) => new Contact($"aceros/{i:0000}", "aceros", $"{i:0000}", number, null, "es-MX", true)).ToList();
        var pin = PinHash.Create(TestSite.Pin);
        await store.Directory.ImportAsync(
            customer with
            {
                Contacts = contacts,
                PinHashes = contacts.ToDictionary(contact => contact.Id, _ => pin),
                Agents = [.. agents.Select(agent => new Agent(agent.Id, agent.Id, agent.Address, ["ipaxes"], ["es-MX"], []))],
            },
            default);
        foreach (var (id, at) in SignedIn) await store.Agents.SignInAsync(id, at, default);
    }
}
