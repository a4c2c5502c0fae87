using System.Net;
using System.Net.Sockets;

namespace SupportLine.Tests.Shared;

/// <summary>Ports for programs that have to be told one: neither the system gives such out by itself, nor does a site take them for its audio.</summary>
public static class FreePorts
{
    private const int First = 12_000;
    private const int Count = 8_000;

    /// <summary>Elsewhere in each run, so that two side by side do not meet.</summary>
    private static int s_port = Environment.ProcessId % Count;

    /// <summary>One that is free now, for UDP and TCP both, and that nobody takes before the program does.</summary>
    public static int Next() => Enumerable.Range(0, Count).Select(_ => First + (Interlocked.Increment(ref s_port) % Count)).First(IsFree);

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
}
