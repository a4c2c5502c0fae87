using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SupportLine.Telephony.Rtp;

/// <summary>Waits for absolute moments of the monotonic clock, so that a late tick delays none after it.</summary>
internal static partial class MediaClock
{
    private const int Monotonic = 1;
    private const int Absolute = 1;
    private const int Process = 0;
    private const int Favoured = -11;

    private static readonly bool HasNanosleep = OperatingSystem.IsLinux() && Stopwatch.Frequency == 1_000_000_000;

    /// <summary>The monotonic clock, ns.</summary>
    public static long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    /// <summary>
    /// Asks that this thread come before those that have no deadline. Linux gives threads their priority by niceness
    /// alone, and only to those who may; refused, it goes on as everybody else.
    /// </summary>
    public static void Favour()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(Process, 0, Favoured);
        }
    }

    /// <param name="deadline">ns of <see cref="Now"/>.</param>
    public static void WaitUntil(long deadline)
    {
        if (HasNanosleep)
        {
            var time = new TimeSpec { Seconds = deadline / 1_000_000_000, Nanoseconds = deadline % 1_000_000_000 };
            _ = Nanosleep(Monotonic, Absolute, in time, 0);
            return;
        }

        while (deadline - Now is > 0 and var left)
        {
            Thread.Sleep(left > 2_000_000 ? TimeSpan.FromMilliseconds((left / 1_000_000) - 1) : TimeSpan.Zero);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Nanosleep(int clock, int flags, in TimeSpec request, nint remaining);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
