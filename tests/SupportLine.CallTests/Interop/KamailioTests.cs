using System.Net;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Server.Settings;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// A carrier that wants us registered: Kamailio as registrar and as a proxy that records its route twice, once for each side: by TCP
/// or TLS towards us and by UDP towards the telephone, and the other way about (RFC 3261 sections 10, 16, 22).
/// </summary>
public sealed class KamailioTests
{
    [SkippableTheory]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task A_registered_line_is_phoned_through_it_and_hung_up_by_the_caller(string transport)
    {
        using var certificates = await CertificatesAsync(transport);
        await using var kamailio = await StartAsync(certificates);
        await using var site = await RegisteredAsync(kamailio, transport, certificates);
        await using var phone = new Phone { Story = site.StoryAsync };

        Assert.Equal(200, await phone.DialAsync(kamailio.Address, "5000"));
        await phone.HearsAsync("ipaxes.welcome");
        await phone.HangsUpAsync();
        await site.QuietAsync();
        Assert.Equal("+528183450101", (await site.EndedCallAsync()).CallerNumber);
    }

    [SkippableTheory]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task It_phones_through_it_though_it_is_asked_who_it_is_and_hangs_up(string transport)
    {
        using var certificates = await CertificatesAsync(transport);
        await using var kamailio = await StartAsync(certificates);
        await using var site = await RegisteredAsync(kamailio, transport, certificates);
        await using var phone = new Phone { Story = site.StoryAsync };

        var dialling = site.Service.Engine.DialAsync(new DialRequest(Kamailio.NumberOf(phone.Listening), "5000", "Line", TimeSpan.FromSeconds(30)), default);
        await phone.AnswersAsync();
        var answered = Assert.IsType<DialResult.Answered>(await dialling);
        await phone.SpeaksAsync(TimeSpan.FromMilliseconds(200));
        await answered.Leg.HangUpAsync(default);
        await phone.IsLeftAsync();
        await site.QuietAsync();
    }

    [SkippableFact]
    public async Task A_line_registered_by_UDP_is_phoned_and_phones_through_it_by_TCP()
    {
        Programs.Need("sipp", "sip-tester");
        await using var kamailio = await StartAsync(null);
        await using var site = await RegisteredAsync(kamailio, "udp", null);
        var called = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());

        await Sipp.RunXmlAsync(SippScript.Read(Path.Combine(Programs.Folder("interop"), "scenarios", "call.txt")).Xml, "call", kamailio.Address, "-t", "t1", "-s", "5000");
        await site.QuietAsync();

        var taking = Sipp.RunAsync("short-called", kamailio.Address, "-t", "t1", "-p", $"{called.Port}", "-key", "contact", $"{called};transport=tcp");
        var answered = await site.FoundAsync(async () =>
            await site.Service.Engine.DialAsync(new DialRequest(Kamailio.NumberOf(called, "tcp"), "5000", "Line", TimeSpan.FromSeconds(30)), default) as DialResult.Answered);
        await answered.Leg.HangUpAsync(default);
        await taking;
        await site.QuietAsync();
    }

    [SkippableFact]
    public async Task Found_by_its_name_it_is_registered_with_the_server_that_is_there()
    {
        Programs.Need("kamailio", "kamailio");
        Programs.Need("dnsmasq", "dnsmasq-base");
        Skip.IfNot(Environment.IsPrivilegedProcess, "dnsmasq runs as root here");
        await using var kamailio = await Kamailio.StartAsync();
        await using var names = NameServer.Start(kamailio.Address);
        await using var site = await StartAsync(kamailio, "s3cret", trunk => trunk with { Destination = new Uri($"tcp://{NameServer.Domain}"), Domain = null }, null, names.Address);
        await site.FoundAsync(async () => (await site.Service.Engine.TrunksAsync())[0] is { IsUp: true } known ? known : null);
        await using var phone = new Phone { Story = site.StoryAsync };

        Assert.Equal(200, await phone.DialAsync(kamailio.Address, "5000"));
        await phone.HangsUpAsync();
        await site.QuietAsync();
    }

    [SkippableFact]
    public async Task As_an_outbound_proxy_it_is_registered_through_and_phoned_through_for_a_domain_that_nobody_finds()
    {
        await using var kamailio = await StartAsync(null);
        await using var site = await StartAsync(kamailio, "s3cret", trunk => trunk with
        {
            Destination = new Uri($"udp://{NameServer.Domain}"), Domain = null, Proxy = new Uri($"tcp://{kamailio.Address}"), Identity = ShownIdentity.Account,
        });
        await site.FoundAsync(async () => (await site.Service.Engine.TrunksAsync())[0] is { IsUp: true } known ? known : null);
        await using var phone = new Phone { Story = site.StoryAsync };

        var dialling = site.Service.Engine.DialAsync(new DialRequest(Kamailio.NumberOf(phone.Listening), "5000", "Line", TimeSpan.FromSeconds(30)), default);
        await phone.AnswersAsync();
        var answered = Assert.IsType<DialResult.Answered>(await dialling);
        await answered.Leg.HangUpAsync(default);
        await phone.IsLeftAsync();

        Assert.Equal(200, await phone.DialAsync(kamailio.Address, "5000"));
        await phone.HearsAsync("ipaxes.welcome");
        await phone.HangsUpAsync();
        await site.QuietAsync();
    }

    [SkippableFact]
    public async Task A_wrong_password_leaves_the_trunk_down_and_says_why()
    {
        await using var kamailio = await StartAsync(null);
        await using var site = await StartAsync(kamailio, "guessed");
        var status = await site.FoundAsync(async () => (await site.Service.Engine.TrunksAsync())[0] is { What: not "not tried yet" } known ? known : null);
        Assert.Equal((false, "401 Unauthorized"), (status.IsUp, status.What));
    }

    [SkippableFact]
    public async Task A_certificate_that_names_another_domain_leaves_the_trunk_down_and_says_why()
    {
        using var certificates = await CertificatesAsync("tls");
        await using var kamailio = await StartAsync(certificates);
        await using var site = await StartAsync(kamailio, "s3cret", trunk => trunk with { Destination = new Uri($"tls://{kamailio.Secure}") }, certificates!.Files);
        await site.FoundAsync(async () => (await site.StoryAsync()).Contains($"No TLS with {NameServer.Domain} at {kamailio.Secure}: ", StringComparison.Ordinal) ? site : null);
        Assert.False((await site.Service.Engine.TrunksAsync())[0].IsUp);
    }

    private static async Task<OpensslCertificates?> CertificatesAsync(string transport)
    {
        if (transport != "tls") return null;
        Programs.Need("openssl", "openssl");
        Skip.IfNot(Kamailio.SpeaksTls, "Kamailio's TLS is not installed (Debian: kamailio-tls-modules)");
        return await OpensslCertificates.MakeAsync();
    }

    private static Task<Kamailio> StartAsync(OpensslCertificates? certificates)
    {
        Programs.Need("kamailio", "kamailio");
        return Kamailio.StartAsync(certificates);
    }

    private static async Task<TestSite> RegisteredAsync(Kamailio kamailio, string transport, OpensslCertificates? certificates)
    {
        // RFC 5922: Kamailio proves the domain that we are registered in.
        var site = await StartAsync(kamailio, "s3cret", trunk => certificates is null
            ? trunk with { Destination = new Uri($"{transport}://{kamailio.Address}") }
            : trunk with { Destination = new Uri($"{transport}://{kamailio.Secure}"), Domain = OpensslCertificates.Name }, certificates?.Files);
        await site.FoundAsync(async () => (await site.Service.Engine.TrunksAsync())[0] is { IsUp: true } known ? known : null);
        return site;
    }

    /// <summary>It asks for a minute and is granted the registrar's shortest: two.</summary>
    private static Task<TestSite> StartAsync(
        Kamailio kamailio, string password, Func<TrunkSettings, TrunkSettings>? change = null, TlsFiles? tls = null, params IReadOnlyList<IPEndPoint> names)
    {
        var trunk = new TrunkSettings("carrier", [IPNetwork.Parse("127.0.0.1/32")], false, new Uri($"tcp://{kamailio.Address}"))
        {
            Domain = NameServer.Domain, Account = new TrunkAccount("helpdesk", password), RegisterFor = TimeSpan.FromMinutes(1),
            ProbeEvery = TimeSpan.FromMinutes(1), Dialled = DialledFrom.To,
        };
        return TestSite.StartAsync(TestSite.Day, [], [], null, sip => sip with
        {
            Listen = [new Uri("udp://127.0.0.1:0"), new Uri("tcp://127.0.0.1:0"), .. tls is null ? Array.Empty<Uri>() : [new Uri("tls://127.0.0.1:0")]],
            Tls = tls,
            NameServers = names,
            Trunks = [change?.Invoke(trunk) ?? trunk],
        });
    }
}
