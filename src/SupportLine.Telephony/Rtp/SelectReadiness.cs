using System.Net.Sockets;

namespace SupportLine.Telephony.Rtp;

/// <summary>Any other system: asks for each socket whether bytes wait. Slower, the same audio.</summary>
internal sealed class SelectReadiness : IReadiness
{
    private readonly Dictionary<int, Socket> _sockets = [];

    public void Add(Socket socket, int index) => _sockets.Add(index, socket);

    public void Remove(Socket socket, int index) => _sockets.Remove(index);

    public int Ready(Span<int> indices)
    {
        var count = 0;
        foreach (var (index, socket) in _sockets)
        {
            if (count < indices.Length && socket.Available > 0)
            {
                indices[count++] = index;
            }
        }

        return count;
    }

    public void Dispose() => _sockets.Clear();
}
