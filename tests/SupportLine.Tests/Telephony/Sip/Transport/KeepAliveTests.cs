using System.Buffers.Binary;
using System.Net.Sockets;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

public sealed class KeepAliveTests
{
    [Fact]
    public void A_peer_that_vanished_is_noticed_before_a_request_to_it_times_out()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        KeepAlive.Set(socket);

        Assert.Equal(1, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        var idle = Option(socket, SocketOptionName.TcpKeepAliveTime);
        var asking = Option(socket, SocketOptionName.TcpKeepAliveInterval) * Option(socket, SocketOptionName.TcpKeepAliveRetryCount);
        Assert.InRange(idle + asking, 10, SipTimers.Timeout.TotalSeconds);
        if (!OperatingSystem.IsLinux()) return;

        // Where this is set it alone counts: one question that is lost may not end the connection.
        var raw = new byte[4];
        socket.GetRawSocketOption(KeepAlive.TcpLevel, KeepAlive.TcpUserTimeout, raw);
        Assert.Equal(idle + asking, BinaryPrimitives.ReadInt32LittleEndian(raw) / 1000);
    }

    private static int Option(Socket socket, SocketOptionName name) => (int)socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
}
