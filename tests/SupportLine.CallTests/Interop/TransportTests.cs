using System.Net;
using System.Net.Sockets;
using SupportLine.CallTests.Sites;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Interop;

/// <summary>Other people's phones over every transport that the service listens on, all of them at once.</summary>
public sealed class TransportTests
{
    [SkippableTheory]
    [InlineData("u1", AddressFamily.InterNetwork)]
    [InlineData("t1", AddressFamily.InterNetwork)]
    [InlineData("u1", AddressFamily.InterNetworkV6)]
    [InlineData("t1", AddressFamily.InterNetworkV6)]
    public async Task Sipp_calls_over_UDP_and_TCP_and_both_IP_versions(string transport, AddressFamily family)
    {
        Programs.Need("sipp", "sip-tester");
        Skip.IfNot(family == AddressFamily.InterNetwork || HasIPv6, "this machine has no ::1");
        await using var site = await StartAsync(null);

        await Sipp.RunAsync("short-call", site.ListeningOn(transport[0] == 'u' ? 0 : 1, family), "-s", "echo", "-t", transport);

        Assert.Equal(0, await site.Service.Engine.LegsAsync());
    }

    [SkippableFact]
    public async Task Baresip_calls_over_TLS_with_certificates_that_openssl_made()
    {
        Programs.Need("baresip", "baresip");
        Programs.Need("openssl", "openssl");
        using var made = await OpensslCertificates.MakeAsync();
        await using var site = await StartAsync(made.Files);
        await using var baresip = await Baresip.StartAsync(
            $"""
            sip_certificate {made.ClientPem}
            sip_cafile {made.Files.AuthorityFile}
            """);

        await baresip.DoAsync("dial", $"sip:echo@{site.ListeningOn(2, AddressFamily.InterNetwork)};transport=tls");
        await baresip.HearAsync("CALL_ESTABLISHED");
        Assert.Equal(1, await site.Service.Engine.LegsAsync());
        await baresip.DoAsync("hangup", "");
        await site.QuietAsync();
    }

    [SkippableFact]
    public async Task A_certificate_replaced_while_calls_go_on_is_shown_to_the_next_who_connects()
    {
        Programs.Need("openssl", "openssl");
        using var made = await OpensslCertificates.MakeAsync();
        await using var site = await StartAsync(made.Files);
        var address = site.ListeningOn(2, AddressFamily.InterNetwork);
        Assert.Contains("CN = first", await made.ShownByAsync(address), StringComparison.Ordinal);

        await made.IssueAsync("second");

        // The files are looked at every five seconds.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!(await made.ShownByAsync(address)).Contains("CN = second", StringComparison.Ordinal))
        {
            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>A container may be without, whatever its system could do.</summary>
    private static bool HasIPv6
    {
        get
        {
            try
            {
                using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
                probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    private static Task<TestSite> StartAsync(TlsFiles? tls)
    {
        string[] kinds = tls is null ? ["udp", "tcp"] : ["udp", "tcp", "tls"];
        string[] hosts = HasIPv6 ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"];
        return TestSite.StartAsync(TestSite.Night, [], [], null, sip => sip with
        {
            Listen = [.. kinds.SelectMany(kind => hosts.Select(host => new Uri($"{kind}://{host}:0")))],
            Tls = tls,
        });
    }
}
