using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.CallTests.Interop;

/// <summary>Programs of other people's, as peers.</summary>
internal static class Programs
{
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

    /// <summary>A port that is free now, for UDP and TCP both.</summary>
    public static int FreePort()
    {
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = (IPEndPoint)datagrams.LocalEndPoint!;
        streams.Bind(address);
        return address.Port;
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
