using System.Collections.Concurrent;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>
/// All signalling state is touched from here alone, one piece of work at a time, so that no machine needs a lock. Work
/// runs on the thread pool, or on the thread of who asks; timers are one queue behind one timer of the <see cref="TimeProvider"/>.
/// </summary>
internal sealed class SipLoop : IDisposable
{
    private static readonly TimeSpan Late = SipTimers.T1 / 2;
    private static readonly TimeSpan LateFor = SipTimers.T1 * 4;

    /// <summary>Pieces of work that whoever asks does at most.</summary>
    private const int MostAtOnce = 128;

    private readonly ConcurrentQueue<(Action Work, long Posted)> _work = new();
    private readonly TimerQueue _timers = new();
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly Action<Exception> _failed;
    private long? _lateSince;
    private long _idleSince;
    private int _scheduled;
    private int _waiting;
    private long _alarmAt = long.MaxValue;

    /// <param name="time">Real time.</param>
    /// <param name="failed">Told of work that threw: a defect, which must not stop the others.</param>
    public SipLoop(TimeProvider time, Action<Exception> failed)
    {
        _time = time;
        _failed = failed;
        _idleSince = time.GetTimestamp();
        _alarm = time.CreateTimer(_ => Post(RunDue), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers that have neither fired nor been cancelled. In the loop.</summary>
    public int TimerCount => _timers.Count;

    public TimeProvider Time => _time;

    /// <summary>Pieces of work that wait. From any thread.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Whether everything has waited too long for a while: not a burst, which passes, but more than can be done. Half of
    /// T1, since at T1 the peers send all of it again. In the loop.
    /// </summary>
    public bool IsOverloaded => _lateSince is { } since && _time.GetElapsedTime(since) > LateFor;

    /// <summary>Runs the work soon, after all posted before it. From any thread.</summary>
    public void Post(Action work)
    {
        if (Enqueue(work)) DrainSoon();
    }

    /// <summary>
    /// Runs a function in the loop and gives its result, or what it threw. Where the loop is idle it runs here and now: waking
    /// a thread and being woken by it took longer than ringing or answering does. Not for a thread that may not be held up.
    /// </summary>
    public Task<T> AskAsync<T>(Func<T> ask)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isIdle = Enqueue(() =>
        {
            try
            {
                done.SetResult(ask());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });

        // Whoever asks is not kept by a flood: what is left after a while is another thread's.
        if (isIdle && DrainSome()) DrainSoon();
        return done.Task;
    }

    /// <summary>Fires once after the delay unless cancelled. From the loop alone.</summary>
    public SipTimer Schedule(TimeSpan delay, Action fire)
    {
        var due = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
        var timer = new SipTimer(_timers, due, fire);
        _timers.Add(timer);
        if (due < _alarmAt)
        {
            SetAlarm(due);
        }

        return timer;
    }

    public void Dispose() => _alarm.Dispose();

    /// <summary>Whether nobody is at work, so that whoever asks has to see to it.</summary>
    private bool Enqueue(Action work)
    {
        Interlocked.Increment(ref _waiting);
        _work.Enqueue((work, _time.GetTimestamp()));
        return Interlocked.Exchange(ref _scheduled, 1) == 0;
    }

    private void Drain()
    {
        while (DrainSome())
        {
        }
    }

    /// <summary>False when nothing is left, or somebody else is at it.</summary>
    private bool DrainSome()
    {
        for (var i = 0; i < MostAtOnce && _work.TryDequeue(out var work); i++)
        {
            Interlocked.Decrement(ref _waiting);
            _lateSince = _time.GetElapsedTime(work.Posted) <= Late ? null : WasQuiet(work.Posted) ? _time.GetTimestamp() : _lateSince ?? _time.GetTimestamp();
            Run(work.Work);
        }

        _idleSince = _time.GetTimestamp();

        // A full fence: were the queue looked at before this is seen, work posted between would wait for the next.
        Interlocked.Exchange(ref _scheduled, 0);
        return !_work.IsEmpty && Interlocked.Exchange(ref _scheduled, 1) == 0;
    }

    /// <summary>Whether there was nothing to do for a while before: two moments of lateness with quiet between them are not one that lasts.</summary>
    private bool WasQuiet(long posted) => _time.GetElapsedTime(_idleSince, posted) > SipTimers.T1;

    private void DrainSoon() => ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.Drain(), this, preferLocal: false);

    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            _failed(e);
        }
    }

    private void RunDue()
    {
        var now = _time.GetTimestamp();
        while (_timers.First is { } timer && timer.Due <= now)
        {
            _timers.Remove(timer);
            Run(timer.Fire);
        }

        _alarmAt = long.MaxValue;
        if (_timers.First is { } next)
        {
            SetAlarm(next.Due);
        }
    }

    private void SetAlarm(long due)
    {
        _alarmAt = due;
        var wait = TimeSpan.FromSeconds(Math.Max(0, (double)(due - _time.GetTimestamp()) / _time.TimestampFrequency));

        // Rounded up to the next millisecond: a timer that fires early would find nothing due.
        _alarm.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}
