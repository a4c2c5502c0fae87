using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Sockets;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// One media thread and its clock. Time goes by in slots of 5 ms; a leg sends in one slot out of as many as its packets
/// are long, and the legs are spread over them, so that packets leave spread and not in bursts. What came in is taken in
/// every slot; audio that somebody listens to is heard in steps of 10 ms.
/// </summary>
internal sealed partial class MediaLoop : IDisposable
{
    /// <summary>A slot, ms.</summary>
    public const int SlotMs = 5;

    /// <summary>A step of hearing, ms.</summary>
    public const int HearMs = 10;

    private const long SlotNs = SlotMs * 1_000_000L;
    private const int HearSlots = HearMs / SlotMs;

    /// <summary>Further behind than this the clock is set anew instead of racing after it.</summary>
    private const long Stall = 200_000_000;

    private readonly ILogger _logger;
    private readonly ConcurrentQueue<Command> _commands = new();
    private readonly Lock _running = new();
    private readonly Thread _thread;
    private volatile bool _stop;
    private volatile bool _stopped;
    private long _slot;

    /// <param name="number">From 0.</param>
    /// <param name="logger">Of the engine.</param>
    /// <param name="native">Whether sockets are watched by Linux's own calls.</param>
    public MediaLoop(int number, ILogger logger, bool native)
    {
        _logger = logger;
        _readiness = native ? new EpollReadiness() : new PollReadiness();
        _thread = new Thread(Run) { IsBackground = true, Name = $"media {number}", Priority = ThreadPriority.Highest };
    }

    /// <summary>The slot's moment, ns of <see cref="MediaClock"/>. On the thread.</summary>
    public long Now { get; private set; } = MediaClock.Now;

    /// <summary>A packet being made: room for the longest, with what protects it. On the thread, within one leg's tick.</summary>
    public byte[] Packet { get; } = new byte[2048];

    /// <summary>A datagram being taken apart. On the thread, within its receipt.</summary>
    public byte[] Received { get; } = new byte[2048];

    public void Start() => _thread.Start();

    /// <summary>Runs on the thread within a slot.</summary>
    /// <param name="session">The leg concerned: what it has left behind by moving to another thread follows it. May be null.</param>
    /// <param name="work">What to do.</param>
    public void Post(MediaSession? session, Action work)
    {
        _commands.Enqueue(new Command(session, work));
        RunIfStopped();
    }

    /// <summary>The same, for those who hold a lock: <see cref="RunIfStopped"/> is theirs to call without it.</summary>
    public void Enqueue(MediaSession? session, Action work) => _commands.Enqueue(new Command(session, work));

    /// <summary>After the clock has stopped for good, work is done by whoever asks for it.</summary>
    public void RunIfStopped()
    {
        if (_stopped)
        {
            RunCommands();
        }
    }

    /// <summary>Stops the clock; nothing is sent any more.</summary>
    public void Stop()
    {
        _stop = true;
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    public void Dispose()
    {
        RunCommands();
        foreach (var session in _slots.ToArray())
        {
            session?.Finish(new CallEnd(CallEndKind.ShuttingDown));
        }

        _stopped = true;
        RunCommands();
        _readiness.Dispose();
    }

    private void Run()
    {
        MediaClock.Favour();
        var deadline = MediaClock.Now;
        while (!_stop)
        {
            deadline += SlotNs;
            MediaClock.WaitUntil(deadline);
            if (MediaClock.Now - deadline is > Stall and var late)
            {
                LogStalled(late / 1_000_000);
                deadline += late;
            }

            Now = deadline;
            Slot();
        }
    }

    private void Slot()
    {
        RunCommands();
        Receive();
        Hear((int)(_slot % HearSlots));
        Tick();
        _slot++;
    }

    private void RunCommands()
    {
        if (_commands.IsEmpty)
        {
            return;
        }

        lock (_running)
        {
            // Those that wait now, and not those that come meanwhile: whoever posts without pause may not hold up the clock.
            for (var left = _stopped ? int.MaxValue : _commands.Count; left > 0 && _commands.TryDequeue(out var command); left--)
            {
                if (command.Session is { } session && session.Loop != this)
                {
                    session.Post(command.Work);
                }
                else
                {
                    Guard(command.Session, command.Work, static (_, work) => work());
                }
            }
        }
    }

    /// <summary>The packet loop's one catch: a leg's defect ends that leg and may not silence the others.</summary>
    private void Guard<T>(MediaSession? session, T state, Action<MediaSession?, T> work)
    {
        try
        {
            work(session, state);
        }
        catch (Exception e)
        {
            LogDefect(e, session?.LegId ?? "");
            session?.Finish(new CallEnd(CallEndKind.ServerError));
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "Media stalled for {Milliseconds} ms")]
    private partial void LogStalled(long milliseconds);

    [LoggerMessage(1402, LogLevel.Critical, "Media work failed, call {CallId}")]
    private partial void LogDefect(Exception e, string callId);

    private readonly record struct Command(MediaSession? Session, Action Work);
}
