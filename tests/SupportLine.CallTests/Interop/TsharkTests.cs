using System.Net;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>What <c>trace --pcap</c> writes of calls by UDP, TCP and TLS, read by Wireshark's own dissectors.</summary>
public sealed class TsharkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tshark");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Tshark_decodes_every_message_of_every_transport_and_what_each_INVITE_offers()
    {
        Programs.Need("tshark", "tshark");
        Programs.Need("sipp", "sip-tester");
        Programs.Need("baresip", "baresip");
        Programs.Need("openssl", "openssl");
        using var certificates = await OpensslCertificates.MakeAsync();
        var (clear, secure) = (new IPEndPoint(IPAddress.Loopback, Programs.FreePort()), new IPEndPoint(IPAddress.Loopback, Programs.FreePort()));
        await using var service = await ServiceProcess.AnsweringAsync(
            _folder, "Sip:Listen=", $"Sip:Listen:0=udp://{clear}", $"Sip:Listen:1=tcp://{clear}", $"Sip:Listen:2=tls://{secure}", "Diagnostics:Numbers=true", "Media:Ports=32320-32338",
            $"Sip:Tls:Certificate={certificates.Files.CertificateFile}", $"Sip:Tls:Key={certificates.Files.KeyFile}", $"Sip:Tls:Authority={certificates.Files.AuthorityFile}");
        await Sipp.RunAsync("short-call", clear, "-s", "echo", "-t", "u1");
        await Sipp.RunAsync("short-call", clear, "-s", "echo", "-t", "t1");
        await CallAsync(secure, certificates);
        await using var trace = ServiceProcess.Start(_folder, ["trace", "--last", "--pcap", "calls.pcap"]);
        Assert.True(await trace.ExitsAsync() == 0, trace.Errors);

        // Where the machine is slow a message is sent again, and each counts once.
        var messages = (await ReadAsync()).DistinctBy(message => (message.CallId, message.CSeq, message.Method, message.Status)).ToList();
        Assert.All(messages, message => Assert.True(message.Method.Length > 0 ^ message.Status.Length > 0));
        Assert.Equal(["TCP", "TLS", "UDP"], messages.Where(message => message is { Method: "INVITE", Media: ['a', 'u', 'd', 'i', 'o', ..] }).Select(message => message.Transport).Order());
        Assert.Equal(3, messages.Count(message => message.Method == "BYE"));
        Assert.Equal(3, messages.Count(message => message is { Status: "200", Media: ['a', 'u', 'd', 'i', 'o', ..] }));
    }

    /// <summary>By TLS, which Debian's SIPp does not speak.</summary>
    private static async Task CallAsync(IPEndPoint service, OpensslCertificates certificates)
    {
        await using var baresip = await Baresip.StartAsync($"sip_certificate {certificates.ClientPem}\nsip_cafile {certificates.Files.AuthorityFile}");
        await baresip.DoAsync("dial", $"sip:echo@{service};transport=tls");
        await baresip.HearAsync("CALL_ESTABLISHED");
        await baresip.DoAsync("hangup", "");
        await baresip.QuitAsync();
    }

    /// <summary>Method, status, transport, audio and transaction of each frame, as nothing but a dissector finds them.</summary>
    private async Task<List<(string Method, string Status, string Transport, string Media, string CallId, string CSeq)>> ReadAsync()
    {
        using var tshark = Programs.Start(
            "tshark", _folder.FullName, "-r", "calls.pcap", "-T", "fields", "-e", "sip.Method", "-e", "sip.Status-Code", "-e", "sip.Via.transport", "-e", "sdp.media",
            "-e", "sip.Call-ID", "-e", "sip.CSeq");
        tshark.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var told = await Task.WhenAll(tshark.StandardOutput.ReadToEndAsync(patience.Token), tshark.StandardError.ReadToEndAsync(patience.Token));
        await tshark.WaitForExitAsync(patience.Token);
        Assert.True(tshark.ExitCode == 0, told[1]);
        return [.. told[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(each => (each[0], each[1], each[2], each[3], each[4], each[5]))];
    }
}
