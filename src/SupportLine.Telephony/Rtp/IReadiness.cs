using System.Net.Sockets;

namespace SupportLine.Telephony.Rtp;

/// <summary>Tells which sockets have something to read, without trying each. Used by one thread.</summary>
internal interface IReadiness : IDisposable
{
    void Add(Socket socket, int index);

    void Remove(Socket socket, int index);

    /// <summary>Indices of sockets that can be read now; 0 when none. Does not wait.</summary>
    int Ready(Span<int> indices);
}
