using System.Runtime.InteropServices;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Ways;

/// <summary>As much of io_uring as sends datagrams: queued, handed over in one call, and their results thrown away.</summary>
internal sealed unsafe class Ring
{
    private const nint Setup = 425;
    private const nint Enter = 426;
    private const nint Register = 427;
    private const nint RegisterFiles = 2;
    private const nint GetEvents = 1;
    private const nint EntriesOffset = 0x10000000;
    private const int ReadWrite = 3;
    private const int SharedPopulated = 0x8001;
    private const byte SendOperation = 26;
    private const byte RegisteredFile = 1;
    private const int EntryLength = 64;
    private const int ResultLength = 16;

    private readonly nint _descriptor;
    private readonly byte* _entries;
    private readonly uint* _tail;
    private readonly uint* _resultHead;
    private readonly uint* _resultTail;
    private readonly uint* _array;
    private readonly uint _mask;
    private readonly byte _flags;
    private uint _queued;

    /// <param name="size">Most that are queued at a time; a power of two.</param>
    /// <param name="descriptors">To register, so that a send names its socket by its place; none to name it by descriptor.</param>
    /// <exception cref="IOException">This kernel has no io_uring, or forbids it.</exception>
    public Ring(uint size, int[] descriptors)
    {
        var parameters = stackalloc uint[30];
        new Span<uint>(parameters, 30).Clear();
        _descriptor = Libc.SystemCall(Setup, (nint)size, (nint)parameters, 0, 0, 0);
        if (_descriptor < 0)
        {
            throw new IOException($"no io_uring: error {Marshal.GetLastPInvokeError()}");
        }

        // After ten words of parameters: ten words of offsets of the queue (head, tail, mask, entries, flags, dropped, array), ten of the results'.
        var queue = parameters + 10;
        var results = parameters + 20;
        var entries = parameters[1];
        var length = (nint)Math.Max(queue[6] + (size * sizeof(uint)), results[5] + (entries * ResultLength));
        var ring = Libc.Map(null, length, ReadWrite, SharedPopulated, (int)_descriptor, 0);
        _entries = Libc.Map(null, (nint)(size * EntryLength), ReadWrite, SharedPopulated, (int)_descriptor, EntriesOffset);
        _tail = (uint*)(ring + queue[1]);
        _mask = *(uint*)(ring + queue[2]);
        _array = (uint*)(ring + queue[6]);
        _resultHead = (uint*)(ring + results[0]);
        _resultTail = (uint*)(ring + results[1]);
        if (descriptors.Length > 0)
        {
            fixed (int* files = descriptors)
            {
                if (Libc.SystemCall(Register, _descriptor, RegisterFiles, (nint)files, descriptors.Length, 0) < 0)
                {
                    throw new IOException($"sockets cannot be registered: error {Marshal.GetLastPInvokeError()}");
                }
            }

            _flags = RegisteredFile;
        }
    }

    /// <summary>Queues a send.</summary>
    /// <param name="socket">Its descriptor, or its place among the registered ones.</param>
    /// <param name="data">Stays as it is until <see cref="Submit"/> has returned.</param>
    /// <param name="length">Octets.</param>
    public void Send(int socket, byte* data, int length)
    {
        var place = (*_tail + _queued) & _mask;
        var entry = _entries + (place * EntryLength);
        new Span<byte>(entry, EntryLength).Clear();
        entry[0] = SendOperation;
        entry[1] = _flags;
        *(int*)(entry + 4) = socket;
        *(byte**)(entry + 16) = data;
        *(int*)(entry + 24) = length;
        _array[place] = place;
        _queued++;
    }

    /// <summary>Hands over what is queued and waits until it is done.</summary>
    public void Submit()
    {
        Volatile.Write(ref *_tail, *_tail + _queued);
        _ = Libc.SystemCall(Enter, _descriptor, (nint)_queued, (nint)_queued, GetEvents, 0);
        _queued = 0;
        Volatile.Write(ref *_resultHead, Volatile.Read(ref *_resultTail));
    }
}
