using System.Net;
using System.Text.RegularExpressions;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>SIPp speaks each scenario of <c>tests/interop/scenarios</c> with the running service, as the one who phones or is phoned.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class SippScriptTests(SippScriptTests.Line line) : IClassFixture<SippScriptTests.Line>
{
    public static TheoryData<string> Scenarios => [.. Files.Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>By which SIPp says that it has said the rest; one that comes before we listen costs a wait, and no more.</summary>
    private static Collection Key => new() { Question = "key", Prompt = Utterance.Nothing, MaxDigits = 1, FirstKey = TimeSpan.FromSeconds(2) };

    private static string[] Files => Directory.GetFiles(Path.Combine(Programs.Folder("interop"), "scenarios"), "*.txt");

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public async Task A_scenario_goes_as_written(string name)
    {
        Programs.Need("sipp", "sip-tester");
        var script = SippScript.Read(Path.Combine(Programs.Folder("interop"), "scenarios", name + ".txt"));
        if (script.Outcome is null)
        {
            await PhonesAsync(script, name);
            return;
        }

        var site = await line.SiteAsync(withPhones: false);
        var port = Programs.FreePort();
        var running = Sipp.RunXmlAsync(script.Xml, name, site.Address, "-p", $"{port}");
        var dialled = await DialAsync(site, port, script, running);
        Assert.True(script.Outcome == dialled.GetType().Name, $"{name}: {dialled} instead of {script.Outcome}");
        if (dialled is DialResult.Answered answered && script.HangsUp)
        {
            await answered.Leg.CollectAsync(Key, default);
            await answered.Leg.HangUpAsync(default);
        }

        await running;
    }

    [Fact]
    public void There_are_forty_and_each_names_its_section()
    {
        Assert.True(Files.Length >= 40, $"{Files.Length} scenarios");
        Assert.All(Files, file => Assert.Matches(Section(), SippScript.Read(file).Purpose));
    }

    private async Task PhonesAsync(SippScript script, string name)
    {
        // A line that stops waits for its last call no longer than a minute: whatever is at something lives for one scenario.
        await using IScenarioSite? own = script.State switch
        {
            null => null,
            "full" => await FullLine.StartAsync(),
            "draining" => await StoppingLine.StartAsync(),
            var state => throw new InvalidDataException($"no state of a site: {state}"),
        };
        var address = own?.Address ?? (await line.SiteAsync(script.IsWithPhones)).Address;
        await using var answering = new Phone();
        if (script.Answering is { } phone) await answering.RegistersAsync(address, phone, Line.Secret);
        await using var overheard = new Phone();
        string[] proof = script.Proof is { } owner ? ["-key", "proof", await overheard.ProofAsync(address, owner, Line.Secret)] : [];
        string[] signs = script.Signs is null ? [] : ["-auth_uri", $"{script.Number}@{address}"];
        var running = Sipp.RunXmlAsync(script.Xml, name, address, ["-s", script.Number, .. proof, .. signs]);
        if (script.Answering is not null) await Task.WhenAny(running, answering.AnswersAsync());
        await running;
    }

    [GeneratedRegex(@"RFC \d{4} section \d", RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    private static async Task<DialResult> DialAsync(TestSite site, int port, SippScript script, Task running)
    {
        // SIPp may not listen yet; a datagram to nobody is lost, and sent again half a second later.
        var dialling = site.Service.Engine.DialAsync(new DialRequest($"sip:callee@127.0.0.1:{port}", "5000", "Line", script.RingFor), default);
        await Task.WhenAny(dialling, running);
        if (!dialling.IsCompleted) await running;
        return await dialling;
    }

    /// <summary>One service for all of them, and one with phones, each of which is one scenario's.</summary>
    public sealed class Line : IAsyncLifetime
    {
        internal const string Secret = "correct-horse";

        private static readonly string[] Phones = ["anna", "bela", "carl", "dora", "elsa", "finn", "gina", "hugo", "iris", "jana", "kira"];

        private TestSite? _site;
        private TestSite? _withPhones;

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            TestSite?[] sites = [_site, _withPhones];
            foreach (var site in sites.OfType<TestSite>()) await site.DisposeAsync();
        }

        /// <summary>SIPp answers no challenge but MD5's.</summary>
        internal async Task<TestSite> SiteAsync(bool withPhones) => withPhones
            ? _withPhones ??= await TestSite.StartAsync(TestSite.Day, [], [], null, sip => sip with { Md5Alone = true, Phones = [.. Phones.Select(name => new PhoneAccount(name, Secret))] })
            : _site ??= await TestSite.StartAsync(TestSite.Day, [], [], null);
    }
}
