using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>
/// A UDP socket that never blocks and never throws while media flows: what cannot be sent is lost, as packets are, and
/// what cannot be read is not there. Used by one thread at a time.
/// </summary>
internal abstract class DatagramSocket(Socket socket) : IDisposable
{
    /// <summary>The system's socket, bound.</summary>
    public Socket Socket { get; } = socket;

    public int Port { get; } = ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <param name="bound">Bound.</param>
    /// <param name="native">Whether by Linux's own calls.</param>
    public static DatagramSocket Of(Socket bound, bool native)
    {
        bound.Blocking = false;
        return native ? new LinuxDatagramSocket(bound) : new PortableDatagramSocket(bound);
    }

    /// <summary>Where packets go from now on.</summary>
    public abstract void Aim(IPEndPoint remote);

    /// <summary>
    /// Takes packets from the aim alone, in the kernel: a stranger's flood ends there, and sending looks up no route.
    /// Undone by the next <see cref="Aim"/>.
    /// </summary>
    public abstract void Lock();

    /// <summary>Sends to the aim; false when it was lost here.</summary>
    public abstract bool Send(ReadOnlySpan<byte> packet);

    /// <summary>Takes one packet; its length, or -1 when there is none.</summary>
    public abstract int Receive(Span<byte> buffer, out Source source);

    public void Dispose() => Socket.Dispose();
}
