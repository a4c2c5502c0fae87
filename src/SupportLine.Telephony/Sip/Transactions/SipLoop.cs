using System.Collections.Concurrent;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>
/// All signalling state is touched from here alone, one piece of work at a time, so that no machine needs a lock. Work
/// runs on the thread pool; timers are one queue behind one timer of the <see cref="TimeProvider"/>.
/// </summary>
internal sealed class SipLoop : IDisposable
{
    private static readonly TimeSpan Late = SipTimers.T1 / 2;
    private static readonly TimeSpan LateFor = SipTimers.T1 * 4;

    private readonly ConcurrentQueue<(Action Work, long Posted)> _work = new();
    private readonly TimerQueue _timers = new();
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly Action<Exception> _failed;
    private long? _lateSince;
    private int _scheduled;
    private long _alarmAt = long.MaxValue;

    /// <param name="time">Real time.</param>
    /// <param name="failed">Told of work that threw: a defect, which must not stop the others.</param>
    public SipLoop(TimeProvider time, Action<Exception> failed)
    {
        _time = time;
        _failed = failed;
        _alarm = time.CreateTimer(_ => Post(RunDue), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers that have neither fired nor been cancelled. In the loop.</summary>
    public int TimerCount => _timers.Count;

    public TimeProvider Time => _time;

    /// <summary>
    /// Whether everything has waited too long for a while: not a burst, which passes, but more than can be done. Half of
    /// T1, since at T1 the peers send all of it again. In the loop.
    /// </summary>
    public bool IsOverloaded => _lateSince is { } since && _time.GetElapsedTime(since) > LateFor;

    /// <summary>Runs the work soon, after all posted before it. From any thread.</summary>
    public void Post(Action work)
    {
        _work.Enqueue((work, _time.GetTimestamp()));
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.Drain(), this, preferLocal: false);
        }
    }

    /// <summary>Runs a function in the loop and gives its result, or what it threw.</summary>
    public Task<T> AskAsync<T>(Func<T> ask)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
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

    private void Drain()
    {
        do
        {
            // A bound, so that a flood does not keep one pool thread for ever.
            for (var i = 0; i < 1024 && _work.TryDequeue(out var work); i++)
            {
                _lateSince = _time.GetElapsedTime(work.Posted) > Late ? _lateSince ?? _time.GetTimestamp() : null;
                Run(work.Work);
            }

            // A full fence: were the queue looked at before this is seen, work posted between would wait for the next.
            Interlocked.Exchange(ref _scheduled, 0);
        }
        while (!_work.IsEmpty && Interlocked.Exchange(ref _scheduled, 1) == 0);
    }

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
