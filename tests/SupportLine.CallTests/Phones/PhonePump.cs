using System.Diagnostics;

namespace SupportLine.CallTests.Phones;

/// <summary>
/// The clock of all test phones: every 20 ms each sends what is due and hears what has come. One thread, so that hundreds of
/// phones cost a test machine no more than their packets.
/// </summary>
internal static class PhonePump
{
    private static readonly Lock s_lock = new();
    private static readonly List<PhoneAudio> s_phones = [];
    private static Thread? s_thread;

    public static void Add(PhoneAudio phone)
    {
        lock (s_lock)
        {
            s_phones.Add(phone);
            if (s_thread is null)
            {
                s_thread = new Thread(Run) { IsBackground = true, Name = "test phones" };
                s_thread.Start();
            }
        }
    }

    /// <summary>When this returns the phone is not touched any more.</summary>
    public static void Remove(PhoneAudio phone)
    {
        lock (s_lock)
        {
            s_phones.Remove(phone);
        }
    }

    private static void Run()
    {
        var tick = Stopwatch.Frequency / 50;
        for (var due = Stopwatch.GetTimestamp(); ;)
        {
            lock (s_lock)
            {
                foreach (var phone in s_phones)
                {
                    phone.Tick();
                }
            }

            // A stalled machine does not make the phones hurry to catch up: a telephone's audio would be late too.
            due = Math.Max(due + tick, Stopwatch.GetTimestamp() - (5 * tick));
            var wait = (due - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency;
            if (wait > 0)
            {
                Thread.Sleep((int)wait);
            }
        }
    }
}
