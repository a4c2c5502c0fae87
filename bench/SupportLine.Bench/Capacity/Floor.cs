using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Capacity;

/// <summary>
/// What the packets alone cost: a connected socket a stream, one packet of 172 octets each 20 ms, spread over slots of
/// 5 ms, and whatever comes back taken and thrown away. No codec, no parser, no state but a sequence number.
/// </summary>
internal sealed unsafe class Floor : IDisposable
{
    private const int Length = 172;
    private const int Slots = 4;
    private const long SlotNs = 5_000_000;
    private const int MaxEvents = 256;

    private readonly Socket[] _sockets;
    private readonly int[] _descriptors;
    private readonly int _epoll = Libc.EpollCreate(0);
    private readonly Thread _thread;
    private volatile bool _stop;

    [SuppressMessage("Security", "CA5394", Justification = "Numbers for a measurement.")]
    public Floor(int streams, int port)
    {
        _sockets = [.. Enumerable.Range(0, streams).Select(i => Connect(StreamAddress.Of(i), port))];
        _descriptors = [.. _sockets.Select(socket => (int)socket.Handle)];
        foreach (var descriptor in _descriptors)
        {
            var item = new EpollEvent { Events = Libc.Readable, Data = descriptor };
            _ = Libc.EpollControl(_epoll, Libc.EpollAdd, descriptor, &item);
        }

        _thread = new Thread(Run) { IsBackground = true };
    }

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private static Socket Connect(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(address, port);
        socket.Blocking = false;
        return socket;
    }

    private void Run()
    {
        var packet = new byte[Length];
        var received = new byte[2048];
        var events = new EpollEvent[MaxEvents];
        packet[0] = 0x80;
        var deadline = Stopwatch.GetTimestamp();
        fixed (byte* data = packet, buffer = received)
        fixed (EpollEvent* items = events)
        {
            for (var slot = 0; !_stop; slot++)
            {
                deadline += SlotNs;
                Libc.SleepUntil(deadline);
                Drain(items, buffer, received.Length);
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(slot / Slots));
                BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)(slot / Slots * 160));
                for (var i = slot % Slots; i < _descriptors.Length; i += Slots)
                {
                    BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), i);
                    _ = Libc.Send(_descriptors[i], data, Length, 0);
                }
            }
        }
    }

    private void Drain(EpollEvent* items, byte* buffer, int length)
    {
        int ready;
        do
        {
            ready = Libc.EpollWait(_epoll, items, MaxEvents, 0);
            for (var i = 0; i < ready; i++)
            {
                _ = Libc.Receive((int)items[i].Data, buffer, length, Libc.DontWait);
            }
        }
        while (ready == MaxEvents);
    }
}
