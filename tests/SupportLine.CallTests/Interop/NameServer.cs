using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SupportLine.CallTests.Interop;

/// <summary>A running dnsmasq that knows one carrier, whose first server is not there.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    public const string Domain = "carrier.example";

    private readonly Process _process;
    private readonly Task _output;

    private NameServer(Process process, IPEndPoint address)
    {
        _process = process;
        _output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Address = address;
    }

    public IPEndPoint Address { get; }

    /// <param name="server">Where the carrier's second server is.</param>
    public static NameServer Start(IPEndPoint server)
    {
        var address = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());
        string Srv(string host, int port, int priority) => string.Create(CultureInfo.InvariantCulture, $"--srv-host=_sip._tcp.{Domain},{host}.{Domain},{port},{priority},10");
        var process = Programs.Start(
            "dnsmasq", Path.GetTempPath(), "--no-daemon", $"--port={address.Port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv", "--no-hosts",
            "--conf-file=/dev/null", "--pid-file=", "--user=root", "--local-ttl=60", $"--local=/{Domain}/",
            Srv("edge1", Programs.FreePort(), 10), Srv("edge2", server.Port, 20), $"--host-record=edge1.{Domain},127.0.0.1", $"--host-record=edge2.{Domain},127.0.0.1");
        return new NameServer(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _output;
        _process.Dispose();
    }
}
