using System.Runtime.InteropServices;

namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>Linux: the kernel keeps the list, so an idle socket costs nothing.</summary>
internal sealed unsafe partial class EpollReadiness : IReadiness
{
    private const int OpAdd = 1;
    private const int OpDelete = 2;
    private const uint Readable = 1;
    private const int MaxEvents = 256;

    // The kernel packs the event on x86-64 alone.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = Stride - 8;

    private readonly int _epoll;
    private readonly byte[] _events = new byte[MaxEvents * 16];

    public EpollReadiness()
    {
        _epoll = EpollCreate(0);
        if (_epoll < 0)
        {
            throw new IOException("the kernel gives no epoll descriptor");
        }
    }

    public void Add(DatagramSocket socket, int tag)
    {
        var data = stackalloc byte[16];
        *(uint*)data = Readable;
        *(long*)(data + DataOffset) = tag;
        if (EpollControl(_epoll, OpAdd, (int)socket.Socket.Handle, data) != 0)
        {
            throw new IOException("the kernel watches no more sockets");
        }
    }

    public void Remove(DatagramSocket socket, int tag)
    {
        var data = stackalloc byte[16];
        _ = EpollControl(_epoll, OpDelete, (int)socket.Socket.Handle, data);
    }

    public int Ready(Span<int> tags)
    {
        fixed (byte* events = _events)
        {
            var count = EpollWait(_epoll, events, Math.Min(tags.Length, MaxEvents), 0);
            for (var i = 0; i < count; i++)
            {
                tags[i] = (int)*(long*)(events + (i * Stride) + DataOffset);
            }

            return Math.Max(count, 0);
        }
    }

    public void Dispose() => _ = Close(_epoll);

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    private static partial int EpollControl(int epoll, int operation, int descriptor, byte* data);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    private static partial int EpollWait(int epoll, byte* events, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
