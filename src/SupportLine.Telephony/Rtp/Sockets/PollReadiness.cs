namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>Any other system: asks each socket whether bytes wait. Slower, the same audio.</summary>
internal sealed class PollReadiness : IReadiness
{
    private readonly Dictionary<int, DatagramSocket> _sockets = [];

    public void Add(DatagramSocket socket, int tag) => _sockets.Add(tag, socket);

    public void Remove(DatagramSocket socket, int tag) => _sockets.Remove(tag);

    public int Ready(Span<int> tags)
    {
        var count = 0;
        foreach (var (tag, socket) in _sockets)
        {
            if (count < tags.Length && socket.Socket.Available > 0)
            {
                tags[count++] = tag;
            }
        }

        return count;
    }

    public void Dispose() => _sockets.Clear();
}
