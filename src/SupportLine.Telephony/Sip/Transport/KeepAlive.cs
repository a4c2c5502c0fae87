using System.Net.Sockets;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>
/// A peer that vanished, or that a NAT on the way has forgotten, is noticed although nobody has anything to say, and before a request that went to it times
/// out: left to itself the system sends again for a quarter of an hour, and every call in that time is lost.
/// </summary>
internal static class KeepAlive
{
    /// <summary>Silence after which the peer is asked whether it is there, s.</summary>
    public const int Idle = 15;

    /// <summary>Between one question and the next, s.</summary>
    public const int Interval = 5;

    /// <summary>Questions without an answer that end the connection.</summary>
    public const int Probes = 3;

    /// <summary>
    /// How long what was sent may stay without an acknowledgement, ms. Not shorter than the questions take: Linux goes by this alone where it is set,
    /// and would end the connection after a single one that was lost.
    /// </summary>
    public const int UserTimeout = (Idle + (Interval * Probes)) * 1000;

    /// <summary>IPPROTO_TCP.</summary>
    public const int TcpLevel = 6;

    /// <summary>Linux's TCP_USER_TIMEOUT (RFC 5482), which .NET has no name for.</summary>
    public const int TcpUserTimeout = 18;

    public static void Set(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Idle);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Interval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes(UserTimeout));
    }
}
