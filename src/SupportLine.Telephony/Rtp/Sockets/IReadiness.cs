namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>Tells which sockets have something to read, without trying each. Used by one thread.</summary>
internal interface IReadiness : IDisposable
{
    /// <param name="socket">Not watched yet.</param>
    /// <param name="tag">What <see cref="Ready"/> calls it.</param>
    void Add(DatagramSocket socket, int tag);

    void Remove(DatagramSocket socket, int tag);

    /// <summary>Tags of sockets that can be read now; 0 when none. Does not wait.</summary>
    int Ready(Span<int> tags);
}
