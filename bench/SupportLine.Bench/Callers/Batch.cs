using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Callers;

/// <summary>Many packets a call of the kernel, with when they came and where to; and as many answers.</summary>
internal sealed unsafe class Batch : IDisposable
{
    public const int Size = 256;

    private const int PacketRoom = 2048;
    private const int AnswerLength = 172;
    private const int ControlRoom = 128;
    private const int AddressLength = 16;

    // A control message of a header of 16 octets and an in_pktinfo of 12, padded.
    private const int InfoLength = 28;
    private const int InfoRoom = 32;

    private readonly Message* _in;
    private readonly Message* _out;
    private readonly Vector* _inVectors;
    private readonly Vector* _outVectors;
    private readonly byte* _packets;
    private readonly byte* _answers;
    private readonly byte* _controls;
    private readonly byte* _infos;
    private readonly byte* _sources;
    private readonly byte* _targets;
    private int _answered;

    public Batch()
    {
        _in = Allocate<Message>(Size);
        _out = Allocate<Message>(Size);
        _inVectors = Allocate<Vector>(Size);
        _outVectors = Allocate<Vector>(Size);
        _packets = Allocate<byte>(Size * PacketRoom);
        _answers = Allocate<byte>(Size * AnswerLength);
        _controls = Allocate<byte>(Size * ControlRoom);
        _infos = Allocate<byte>(Size * InfoRoom);
        _sources = Allocate<byte>(Size * AddressLength);
        _targets = Allocate<byte>(Size * AddressLength);
        for (var i = 0; i < Size; i++)
        {
            _inVectors[i] = new Vector { Data = _packets + (i * PacketRoom), Length = PacketRoom };
            _in[i] = new Message { Name = _sources + (i * AddressLength), Vectors = _inVectors + i, VectorCount = 1, Control = _controls + (i * ControlRoom) };
            _outVectors[i].Data = _answers + (i * AnswerLength);
            _out[i] = new Message { NameLength = AddressLength, Vectors = _outVectors + i, VectorCount = 1, Control = _infos + (i * InfoRoom), ControlLength = InfoRoom };
            var info = _infos + (i * InfoRoom);
            *(nint*)info = InfoLength;
            *(int*)(info + 8) = Libc.IpLevel;
            *(int*)(info + 12) = Libc.PacketInfo;
        }
    }

    /// <summary>When the last packet of all came, ns.</summary>
    public long Latest { get; private set; }

    /// <summary>Room for the next answer.</summary>
    public Span<byte> NextAnswer => new(_answers + (_answered * AnswerLength), AnswerLength);

    public int Receive(int descriptor)
    {
        for (var i = 0; i < Size; i++)
        {
            _in[i].NameLength = AddressLength;
            _in[i].ControlLength = ControlRoom;
        }

        var count = Math.Max(0, Libc.ReceiveMany(descriptor, _in, Size, Libc.DontWait, null));
        if (count > 0)
        {
            Latest = Arrival(count - 1);
        }

        return count;
    }

    public ReadOnlySpan<byte> Packet(int index) => new(_packets + (index * PacketRoom), (int)_in[index].Length);

    /// <summary>Address it was sent to.</summary>
    public uint Destination(int index) => BinaryPrimitives.ReverseEndianness(*(uint*)(Control(index, Libc.IpLevel) + 24));

    /// <summary>When the kernel took it, ns.</summary>
    public long Arrival(int index)
    {
        var time = (TimeSpec*)(Control(index, Libc.SocketLevel) + 16);
        return (time->Seconds * 1_000_000_000) + time->Nanoseconds;
    }

    /// <summary>Whether the next answer has no room any more.</summary>
    public bool IsFull => _answered == Size;

    /// <summary>Where a packet came from.</summary>
    public ReadOnlySpan<byte> Origin(int index) => new(_sources + (index * AddressLength), AddressLength);

    /// <summary>Sends what is in <see cref="NextAnswer"/>, unasked.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="own">The address to send from.</param>
    /// <param name="length">Octets.</param>
    public void Say(ReadOnlySpan<byte> target, uint own, int length)
    {
        target.CopyTo(new Span<byte>(_targets + (_answered * AddressLength), AddressLength));
        _outVectors[_answered].Length = length;
        _out[_answered].Name = _targets + (_answered * AddressLength);
        *(int*)(_infos + (_answered * InfoRoom) + 16) = 0;
        *(uint*)(_infos + (_answered * InfoRoom) + 20) = BinaryPrimitives.ReverseEndianness(own);
        _answered++;
    }

    /// <summary>Sends what is in <see cref="NextAnswer"/> back to where a packet came from, from where it was sent to.</summary>
    public void Answer(int index, int length)
    {
        _outVectors[_answered].Length = length;
        _out[_answered].Name = _sources + (index * AddressLength);

        // ipi_spec_dst: the address to send from.
        *(int*)(_infos + (_answered * InfoRoom) + 16) = 0;
        *(int*)(_infos + (_answered * InfoRoom) + 20) = *(int*)(Control(index, Libc.IpLevel) + 24);
        _answered++;
    }

    public void Flush(int descriptor)
    {
        for (var sent = 0; sent < _answered;)
        {
            // One that cannot be sent is lost, as packets are.
            sent += Math.Max(1, Libc.SendMany(descriptor, _out + sent, (uint)(_answered - sent), 0));
        }

        _answered = 0;
    }

    public void Dispose()
    {
        foreach (var memory in (void*[])[_in, _out, _inVectors, _outVectors, _packets, _answers, _controls, _infos, _sources, _targets])
        {
            NativeMemory.Free(memory);
        }
    }

    private static T* Allocate<T>(int count)
        where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));

    /// <summary>The control message of a level: arrival of the socket's, destination of IP's.</summary>
    private byte* Control(int index, int level)
    {
        var control = _controls + (index * ControlRoom);
        return *(int*)(control + 8) == level ? control : control + ((*(nint*)control + 7) & ~7);
    }
}
