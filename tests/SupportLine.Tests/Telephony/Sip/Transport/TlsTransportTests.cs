using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

public sealed class TlsTransportTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("sip.example.com")]
    public async Task A_call_for_help_goes_both_ways(string? host)
    {
        using var called = Secure();
        using var caller = Secure();

        caller.Send(TransportKind.Tls, called.Address, host: host);
        var (request, flow) = await called.ReceiveAsync();
        called.Answer(request, flow);
        var (response, _) = await caller.ReceiveAsync();

        Assert.Equal(TransportKind.Tls, flow.Kind);
        Assert.Equal(200, ((SipResponse)response).Status);
    }

    [Fact]
    public async Task A_peer_that_proves_another_name_gets_nothing()
    {
        using var called = Secure();
        using var caller = Secure();

        caller.Send(TransportKind.Tls, called.Address, "wrong", host: "other.example.com");
        await GoneAsync(caller);
        caller.Send(TransportKind.Tls, called.Address, "right", host: "sip.example.com");

        Assert.Equal("right", (await called.ReceiveAsync()).Message.Headers.Get("Subject"));
    }

    [Fact]
    public async Task A_handshake_that_never_begins_holds_up_nobody_and_ends_in_time()
    {
        var time = new FakeTimeProvider();
        using var called = Secure(time: time);
        using var caller = Secure();
        using var silent = new TcpClient();
        await silent.ConnectAsync(called.Address);

        caller.Send(TransportKind.Tls, called.Address);
        await called.ReceiveAsync();

        Assert.Equal(0, await time.RunUntilAsync(TimeSpan.FromSeconds(1), silent.GetStream().ReadAsync(new byte[1]).AsTask()));
    }

    [Fact]
    public async Task A_certificate_that_was_replaced_is_used_by_the_next_handshake()
    {
        var time = new FakeTimeProvider();
        using var station = Secure(time: time);
        Assert.Equal("CN=first", await SubjectAsync(station));

        _certificates.Issue("second");
        File.SetLastWriteTimeUtc(_certificates.Options.CertificateFile!, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("CN=second", await SubjectAsync(station));
    }

    [SkippableFact]
    public async Task A_certificate_behind_a_link_is_replaced_by_what_the_link_of_its_folder_leads_to()
    {
        Skip.If(OperatingSystem.IsWindows(), "links want a privilege there");
        var time = new FakeTimeProvider();
        using var links = new LinkedCertificates(_certificates);
        using var station = Secure(links.Options, time);
        Assert.Equal("CN=first", await SubjectAsync(station));

        _certificates.Issue("second");
        links.Replace();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("CN=second", await SubjectAsync(station));
    }

    [SkippableFact]
    public async Task A_folder_that_may_not_be_looked_into_leaves_the_former_in_use()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may look into every folder");
        var time = new FakeTimeProvider();
        using var station = Secure(time: time);
        var folder = Path.GetDirectoryName(_certificates.Options.CertificateFile)!;
        Permit(UnixFileMode.None);
        time.Advance(TimeSpan.FromSeconds(5));
        Permit(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal("CN=first", await SubjectAsync(station));

        void Permit(UnixFileMode mode)
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, mode);
        }
    }

    [Fact]
    public async Task A_replacement_that_cannot_be_read_leaves_the_former_in_use()
    {
        var time = new FakeTimeProvider();
        using var station = Secure(time: time);

        await File.WriteAllTextAsync(_certificates.Options.CertificateFile!, "no certificate");
        File.SetLastWriteTimeUtc(_certificates.Options.CertificateFile!, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("CN=first", await SubjectAsync(station));
    }

    [Fact]
    public async Task Who_must_show_a_certificate_and_does_not_is_turned_away()
    {
        using var called = Secure(_certificates.Options with { RequireClientCertificate = true });
        using var caller = Secure();
        caller.Send(TransportKind.Tls, called.Address, "shown");
        Assert.Equal("shown", (await called.ReceiveAsync()).Message.Headers.Get("Subject"));

        await Assert.ThrowsAnyAsync<Exception>(() => TalkAsync(called));
    }

    [Fact]
    public async Task Who_need_not_show_a_certificate_is_heard_without()
    {
        using var called = Secure();

        await TalkAsync(called);

        Assert.Equal("plain", (await called.ReceiveAsync()).Message.Headers.Get("Subject"));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_turned_away()
    {
        using var others = new TestCertificates("other authority");
        using var called = Secure();
        using var stranger = Secure(others.Options with { AuthorityFile = _certificates.AuthorityFile });
        using var caller = Secure();

        stranger.Send(TransportKind.Tls, called.Address, "stranger");
        await GoneAsync(stranger);
        caller.Send(TransportKind.Tls, called.Address, "friend");

        Assert.Equal("friend", (await called.ReceiveAsync()).Message.Headers.Get("Subject"));
    }

    [Fact]
    public void A_certificate_that_is_not_there_is_one_clear_line()
    {
        var missing = new TlsFiles("/nowhere/own.pem", "/nowhere/own.key");

        var refusal = Assert.Throws<IOException>(() => Secure(missing));

        Assert.StartsWith("cannot use the certificate /nowhere/own.pem with the key /nowhere/own.key: ", refusal.Message, StringComparison.Ordinal);
    }

    private Station Secure(TlsFiles? tls = null, TimeProvider? time = null) =>
        new(new TransportOptions([(TransportKind.Tls, new IPEndPoint(IPAddress.Loopback, 0))], null)
        {
            Tls = tls ?? _certificates.Options,
            Time = time ?? TimeProvider.System,
        });

    private static async Task GoneAsync(Station station)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (station.Layer.Connections > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A client of the framework's own, without a certificate.</summary>
    private async Task<SslStream> HandshakeAsync(TcpClient client, Station station)
    {
        await client.ConnectAsync(station.Address);
        var secure = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_certificates.AuthorityFile);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "sip.example.com", CertificateChainPolicy = policy })
            .WaitAsync(Patience);
        Assert.True(secure.SslProtocol is SslProtocols.Tls12 or SslProtocols.Tls13);
        return secure;
    }

    private async Task<string> SubjectAsync(Station station)
    {
        using var client = new TcpClient();
        await using var secure = await HandshakeAsync(client, station);
        return secure.RemoteCertificate!.Subject;
    }

    private async Task TalkAsync(Station station)
    {
        using var client = new TcpClient();
        await using var secure = await HandshakeAsync(client, station);
        await secure.WriteAsync(Encoding.UTF8.GetBytes("OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TLS a;branch=z9hG4bK1\r\nSubject: plain\r\nContent-Length: 0\r\n\r\n\r\n\r\n"));

        // The pong shows that the station has read, and with TLS 1.3 whether it kept the connection at all.
        await secure.ReadExactlyAsync(new byte[2]).AsTask().WaitAsync(Patience);
    }
}
