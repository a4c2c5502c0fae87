using System.Runtime.InteropServices;

namespace SupportLine.Bench.Linux;

/// <summary>The kernel's calls that a measurement needs as they are, with nothing of ours or of .NET's between.</summary>
internal static unsafe partial class Libc
{
    public const int DontWait = 0x40;
    public const int SocketLevel = 1;
    public const int IpLevel = 0;
    public const int SendBufferForce = 32;
    public const int ReceiveBufferForce = 33;
    public const int TimestampNs = 35;
    public const int PacketInfo = 8;
    public const int EpollAdd = 1;
    public const uint Readable = 1;

    private const int MonotonicClock = 1;
    private const int AbsoluteTime = 1;
    private const int ThreadClock = 3;

    /// <summary>Waits for a moment of the monotonic clock, ns.</summary>
    public static void SleepUntil(long deadline)
    {
        var time = new TimeSpec(deadline / 1_000_000_000, deadline % 1_000_000_000);
        _ = ClockNanosleep(MonotonicClock, AbsoluteTime, &time, 0);
    }

    /// <summary>Binds the calling thread, and what it starts from then on, to some processors.</summary>
    public static bool Pin(ulong processors) => SetAffinity(0, sizeof(ulong), &processors) == 0;

    /// <summary>The processors that the calling thread may run on.</summary>
    public static ulong Pinned()
    {
        // The kernel wants room for all the processors it could have.
        var processors = stackalloc ulong[16];
        return GetAffinity(0, 16 * sizeof(ulong), processors) > 0 ? processors[0] : ulong.MaxValue;
    }

    [LibraryImport("libc", EntryPoint = "recvmmsg")]
    public static partial int ReceiveMany(int descriptor, Message* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg")]
    public static partial int SendMany(int descriptor, Message* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "send")]
    public static partial nint Send(int descriptor, void* data, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    public static partial nint Receive(int descriptor, void* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    public static partial int SetOption(int descriptor, int level, int option, int* value, int length);

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    public static partial int EpollControl(int epoll, int operation, int descriptor, EpollEvent* item);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    public static partial int EpollWait(int epoll, EpollEvent* items, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "sendto")]
    public static partial nint SendTo(int descriptor, void* data, nint length, int flags, void* address, int addressLength);

    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial byte* Map(void* address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);

    /// <summary>Processor time of the calling thread, ns.</summary>
    public static long ThreadTime()
    {
        TimeSpec time;
        _ = ClockGetTime(ThreadClock, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, TimeSpec* request, nint remaining);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ulong* processors);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nint size, ulong* processors);
}
