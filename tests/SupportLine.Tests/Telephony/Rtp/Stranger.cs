using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Somebody who sends to a port that is not for him.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly int _port;

    /// <param name="port">Where he sends to.</param>
    /// <param name="address">Where he sends from.</param>
    public Stranger(int port, string address = "127.0.0.1")
    {
        _port = port;
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Octets that were sent to him.</summary>
    public int Heard => _socket.Available;

    public void Flood(byte[] payload, byte type, int packets)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = type;
        payload.CopyTo(packet, 12);
        for (var i = 0; i < packets; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)i);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)i * 160);
            _socket.SendTo(packet, new IPEndPoint(IPAddress.Loopback, _port));
        }
    }

    public void Dispose() => _socket.Dispose();
}
