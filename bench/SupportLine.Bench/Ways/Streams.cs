using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Ways;

/// <summary>Streams of packets over loopback from us to one far end, and back, each way in which the kernel takes or gives them.</summary>
internal sealed unsafe class Streams : IDisposable
{
    /// <summary>Packets handed over at once, where a way can.</summary>
    public const int Batch = 256;

    private const int Length = 172;
    private const int Room = 2048;
    private const int AddressLength = 16;

    private readonly Socket[] _sockets;
    private readonly int[] _descriptors;
    private readonly Socket _one = Bound(IPAddress.Loopback);
    private readonly Socket _far = Bound(IPAddress.Loopback);
    private readonly int _epoll = Libc.EpollCreate(0);
    private readonly byte* _packets = (byte*)NativeMemory.AllocZeroed(Batch, Room);
    private readonly byte* _addresses;
    private readonly byte* _back;
    private readonly Message* _messages = (Message*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(Message));
    private readonly Vector* _vectors = (Vector*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(Vector));
    private readonly EpollEvent[] _events = new EpollEvent[Batch];
    private readonly Ring _ring;
    private readonly Ring _registered;

    /// <exception cref="IOException">This kernel has no io_uring, or forbids it.</exception>
    public Streams(int count)
    {
        _sockets = [.. Enumerable.Range(0, count).Select(_ =>
        {
            var socket = Bound(IPAddress.Loopback);
            socket.Connect(_far.LocalEndPoint!);
            return socket;
        })];
        _descriptors = [.. _sockets.Select(socket => (int)socket.Handle)];
        _addresses = Addresses(_sockets.Select(socket => socket.RemoteEndPoint!));
        _back = Addresses(_sockets.Select(socket => socket.LocalEndPoint!));
        foreach (var descriptor in _descriptors)
        {
            var item = new EpollEvent { Events = Libc.Readable, Data = descriptor };
            _ = Libc.EpollControl(_epoll, Libc.EpollAdd, descriptor, &item);
        }

        for (var i = 0; i < Batch; i++)
        {
            _vectors[i] = new Vector { Data = _packets + (i * Room), Length = Length };
            _messages[i] = new Message { Vectors = _vectors + i, VectorCount = 1 };
        }

        _ring = new Ring(Batch, []);
        _registered = new Ring(Batch, _descriptors);
    }

    /// <summary>A packet of each stream, each by a call on the stream's own socket: what the engine does.</summary>
    public void SendEach()
    {
        foreach (var descriptor in _descriptors)
        {
            _ = Libc.Send(descriptor, _packets, Length, 0);
        }
    }

    /// <summary>The same on one socket for all.</summary>
    public void SendFromOne()
    {
        var descriptor = (int)_one.Handle;
        for (var i = 0; i < _descriptors.Length; i++)
        {
            _ = Libc.SendTo(descriptor, _packets, Length, 0, _addresses + (i * AddressLength), AddressLength);
        }
    }

    /// <summary>On one socket, many a call.</summary>
    public void SendManyFromOne() => SendMany((int)_one.Handle, _addresses);

    /// <summary>On the streams' own sockets, many a call.</summary>
    public void SendByRing()
    {
        for (var i = 0; i < _descriptors.Length; i++)
        {
            _ring.Send(_descriptors[i], _packets + (i % Batch * Room), Length);
            if ((i + 1) % Batch == 0)
            {
                _ring.Submit();
            }
        }

        _ring.Submit();
    }

    /// <summary>The same with the sockets known to the kernel beforehand.</summary>
    public void SendByRegisteredRing()
    {
        for (var i = 0; i < _descriptors.Length; i++)
        {
            _registered.Send(i, _packets + (i % Batch * Room), Length);
            if ((i + 1) % Batch == 0)
            {
                _registered.Submit();
            }
        }

        _registered.Submit();
    }

    /// <summary>The far end sends every stream's socket a packet.</summary>
    public void FillEach() => SendMany((int)_far.Handle, _back);

    /// <summary>Takes a packet from each socket that has one, by epoll: what the engine does.</summary>
    public void ReceiveEach()
    {
        fixed (EpollEvent* items = _events)
        {
            int ready;
            while ((ready = Libc.EpollWait(_epoll, items, Batch, 0)) > 0)
            {
                for (var i = 0; i < ready; i++)
                {
                    _ = Libc.Receive((int)items[i].Data, _packets, Room, Libc.DontWait);
                }
            }
        }
    }

    /// <summary>Takes what one socket has, many a call.</summary>
    public void ReceiveManyFromOne()
    {
        for (var i = 0; i < Batch; i++)
        {
            _vectors[i].Length = Room;
            _messages[i].Name = null;
        }

        while (Libc.ReceiveMany((int)_far.Handle, _messages, Batch, Libc.DontWait, null) > 0)
        {
        }
    }

    public void Dispose()
    {
        foreach (var socket in _sockets.Append(_one).Append(_far))
        {
            socket.Dispose();
        }

        foreach (var memory in (void*[])[_packets, _addresses, _back, _messages, _vectors])
        {
            NativeMemory.Free(memory);
        }
    }

    private void SendMany(int descriptor, byte* addresses)
    {
        for (var start = 0; start < _descriptors.Length; start += Batch)
        {
            var count = Math.Min(Batch, _descriptors.Length - start);
            for (var i = 0; i < count; i++)
            {
                _vectors[i].Length = Length;
                _messages[i].Name = addresses + ((start + i) * AddressLength);
                _messages[i].NameLength = AddressLength;
            }

            _ = Libc.SendMany(descriptor, _messages, (uint)count, 0);
        }
    }

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(new IPEndPoint(address, 0));
        var big = 64 << 20;
        _ = Libc.SetOption((int)socket.Handle, Libc.SocketLevel, Libc.ReceiveBufferForce, &big, sizeof(int));
        return socket;
    }

    private static byte* Addresses(IEnumerable<EndPoint> endpoints)
    {
        var all = endpoints.ToList();
        var addresses = (byte*)NativeMemory.AllocZeroed((nuint)all.Count, AddressLength);
        for (var i = 0; i < all.Count; i++)
        {
            all[i].Serialize().Buffer.Span[..AddressLength].CopyTo(new Span<byte>(addresses + (i * AddressLength), AddressLength));
        }

        return addresses;
    }
}
