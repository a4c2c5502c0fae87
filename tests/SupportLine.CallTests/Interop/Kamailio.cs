using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.CallTests.Interop;

/// <summary>A running Kamailio, as <c>tests/interop/kamailio.cfg</c> has it.</summary>
internal sealed class Kamailio : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly Task<string> _output;

    private Kamailio(DirectoryInfo folder, Process process, IPEndPoint address, IPEndPoint secure)
    {
        _folder = folder;
        _process = process;
        _output = process.StandardError.ReadToEndAsync();
        Address = address;
        Secure = secure;
    }

    /// <summary>Where it listens, by UDP and by TCP.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Where it listens by TLS, if it has certificates.</summary>
    public IPEndPoint Secure { get; }

    /// <param name="certificates">What it proves itself with, and asks of others; null where it speaks no TLS.</param>
    public static async Task<Kamailio> StartAsync(OpensslCertificates? certificates = null)
    {
        var folder = Directory.CreateTempSubdirectory("kamailio");
        var address = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());
        var secure = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());
        string[] tls = certificates?.Files is { } files
            ? ["-A", $"CERTIFICATE=\"{files.CertificateFile}\"", "-A", $"KEY=\"{files.KeyFile}\"", "-A", $"AUTHORITY=\"{files.AuthorityFile}\"", "-l", $"tls:{secure}"]
            : [];
        var process = Programs.Start(
            "kamailio", folder.FullName, ["-DD", "-E", "-f", Path.Combine(Programs.Folder("interop"), "kamailio.cfg"),
            "-l", $"udp:{address}", "-l", $"tcp:{address}", .. tls, "-Y", folder.FullName, "-w", folder.FullName, "-m", "64", "-M", "8"]);
        var kamailio = new Kamailio(folder, process, address, secure);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var tries = 0; tries < 200 && !process.HasExited; tries++)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(address);
                return kamailio;
            }
            catch (SocketException)
            {
                await again.WaitForNextTickAsync();
            }
        }

        await kamailio.DisposeAsync();
        throw new InvalidOperationException($"kamailio does not listen: {await kamailio._output}");
    }

    /// <summary>Whether its TLS is installed, which Debian has in a package of its own.</summary>
    public static bool SpeaksTls => Directory.Exists("/usr/lib") && Directory.EnumerateFiles("/usr/lib", "tls.so", SearchOption.AllDirectories).Any(file => file.Contains("kamailio", StringComparison.Ordinal));

    /// <summary>A number that it puts through to a telephone of the tests, by UDP, or by TCP.</summary>
    public static string NumberOf(IPEndPoint phone, string transport = "udp") =>
        string.Create(CultureInfo.InvariantCulture, $"{(transport == "tcp" ? 8 : 9)}{phone.Port}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Its children go with it.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
