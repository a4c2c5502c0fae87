using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>Any other system: the same by the library's own calls.</summary>
internal sealed class PortableDatagramSocket : DatagramSocket
{
    private readonly SocketAddress _from;
    private SocketAddress? _aim;

    public PortableDatagramSocket(Socket bound)
        : base(bound) => _from = new SocketAddress(bound.AddressFamily);

    public override void Aim(IPEndPoint remote) => _aim = remote.Serialize();

    /// <summary>Not every system lets go of a connected peer again: sources are told apart by the session alone.</summary>
    public override void Lock()
    {
    }

    public override bool Send(ReadOnlySpan<byte> packet)
    {
        try
        {
            return _aim is not null && Socket.SendTo(packet, SocketFlags.None, _aim) == packet.Length;
        }
        catch (SocketException)
        {
            // The peer's port is closed or our buffer is full.
            return false;
        }
    }

    public override int Receive(Span<byte> buffer, out Source source)
    {
        source = default;
        if (Socket.Available == 0)
        {
            return -1;
        }

        try
        {
            var length = Socket.ReceiveFrom(buffer, SocketFlags.None, _from);
            source = Source.Of(_from.Buffer.Span, _from.Size);
            return length;
        }
        catch (SocketException)
        {
            // A packet of ours was refused, which some systems tell the reader; or it is longer than any RTP packet.
            return -1;
        }
    }
}
