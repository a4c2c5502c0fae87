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

    private Kamailio(DirectoryInfo folder, Process process, IPEndPoint address)
    {
        _folder = folder;
        _process = process;
        _output = process.StandardError.ReadToEndAsync();
        Address = address;
    }

    /// <summary>Where it listens, by UDP and by TCP.</summary>
    public IPEndPoint Address { get; }

    public static async Task<Kamailio> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("kamailio");
        var address = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());
        var process = Programs.Start(
            "kamailio", folder.FullName, "-DD", "-E", "-f", Path.Combine(Programs.Folder("interop"), "kamailio.cfg"),
            "-l", $"udp:{address}", "-l", $"tcp:{address}", "-Y", folder.FullName, "-w", folder.FullName, "-m", "64", "-M", "8");
        var kamailio = new Kamailio(folder, process, address);
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

    /// <summary>A number that it puts through to a telephone of the tests.</summary>
    public static string NumberOf(IPEndPoint phone) => string.Create(CultureInfo.InvariantCulture, $"9{phone.Port}");

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
