using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.CallTests.Interop;

/// <summary>Programs of other people's, as peers.</summary>
internal static class Programs
{
    private const int FirstPort = 12_000;
    private const int Ports = 8_000;

    /// <summary>Elsewhere in each run, so that two side by side do not meet.</summary>
    private static int s_port = Environment.ProcessId % Ports;

    /// <summary>Skips the test, saying why, where a program is not installed.</summary>
    public static void Need(string program, string package) => Skip.IfNot(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not installed (Debian: {package})");

    /// <summary>The repository's folder of that name.</summary>
    public static string Folder(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupportLine.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", name);
    }

    /// <summary>
    /// A port that is free now, for UDP and TCP both, and that nobody takes before the program does: neither the system gives such
    /// out by itself, nor does a site take them for its audio.
    /// </summary>
    public static int FreePort() =>
        Enumerable.Range(0, Ports).Select(_ => FirstPort + (Interlocked.Increment(ref s_port) % Ports)).First(IsFree);

    private static bool IsFree(int port)
    {
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            datagrams.Bind(new IPEndPoint(IPAddress.Loopback, port));
            streams.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static Process Start(string program, string workingDirectory, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
