using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// All audio of all legs, on one thread and one clock. A tick of 20 ms has four parts, and each leg belongs to one, so
/// that packets leave spread and not in bursts; what came in is drained in every part.
/// </summary>
internal sealed partial class MediaEngine : IDisposable
{
    /// <summary>One packet, ms.</summary>
    public const int TickMs = 20;

    private const int Parts = 4;
    private const long PartNs = TickMs * 1_000_000L / Parts;

    /// <summary>Further behind than this the clock is set anew instead of racing after it.</summary>
    private const long Stall = 200_000_000;

    private readonly MediaOptions _options;
    private readonly ILogger _logger;
    private readonly PortPool _ports;
    private readonly IReadiness _readiness = OperatingSystem.IsLinux() ? new EpollReadiness() : new SelectReadiness();
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly List<MediaSession>[] _sessions = [.. Enumerable.Range(0, Parts).Select(_ => new List<MediaSession>())];
    private readonly Dictionary<int, MediaSession> _byIndex = [];
    private readonly int[] _ready = new int[256];
    private readonly Thread _thread;
    private volatile bool _stop;
    private int _nextIndex;

    public MediaEngine(MediaOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _ports = new PortPool(options.FirstPort, options.LastPort);
        _thread = new Thread(Run) { IsBackground = true, Name = "media", Priority = ThreadPriority.Highest };
    }

    public void Start() => _thread.Start();

    /// <summary>A session with a port of its own; null when none is free.</summary>
    /// <param name="legId">For logs.</param>
    /// <param name="bound">Address signalling is bound to: media binds to the same.</param>
    /// <param name="peer">Where signalling comes from, to choose the address named to it.</param>
    public MediaSession? Open(string legId, IPAddress bound, IPEndPoint peer)
    {
        var socket = _ports.Bind(bound);
        if (socket is null)
        {
            return null;
        }

        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var named = _options.Advertise is not null && !IPAddress.IsLoopback(peer.Address)
            ? _options.Advertise
            : LocalRoute.AddressTowards(bound, peer);
        var session = new MediaSession(this, legId, socket, new IPEndPoint(named, port), Interlocked.Increment(ref _nextIndex));
        Post(() => Add(session));
        return session;
    }

    public MediaBridge OpenBridge() => new(this);

    /// <summary>Runs on the media thread within 5 ms.</summary>
    public void Post(Action command) => _commands.Enqueue(command);

    public void Dispose()
    {
        _stop = true;
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        RunCommands();
        foreach (var session in _byIndex.Values.ToList())
        {
            session.Finish(new CallEnd(CallEndKind.ShuttingDown));
        }

        RunCommands();
        _readiness.Dispose();
    }

    /// <summary>Frees a session's socket and port. On the media thread.</summary>
    internal void Remove(MediaSession session)
    {
        if (!_byIndex.Remove(session.Index))
        {
            return;
        }

        _sessions[session.Index % Parts].Remove(session);
        _readiness.Remove(session.Socket, session.Index);
        session.Socket.Dispose();
        _ports.Release(session.Local.Port);
    }

    private void Add(MediaSession session)
    {
        if (session.IsOver)
        {
            session.Socket.Dispose();
            _ports.Release(session.Local.Port);
            return;
        }

        _byIndex.Add(session.Index, session);
        _sessions[session.Index % Parts].Add(session);
        _readiness.Add(session.Socket, session.Index);
    }

    private void Run()
    {
        var deadline = MediaClock.Now;
        for (var part = 0; !_stop; part = (part + 1) % Parts)
        {
            deadline += PartNs;
            MediaClock.WaitUntil(deadline);
            var late = MediaClock.Now - deadline;
            if (late > Stall)
            {
                LogStalled(late / 1_000_000);
                deadline = MediaClock.Now;
            }

            try
            {
                RunCommands();
                Receive();
                Tick(_sessions[part]);
            }
            catch (Exception e)
            {
                // The packet loop: one leg's defect may not silence the others.
                LogDefect(e);
            }
        }
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out var command))
        {
            command();
        }
    }

    private void Receive()
    {
        // Bounded, so that a flood on some ports cannot hold up everybody's tick.
        for (var rounds = 0; rounds < 8; rounds++)
        {
            var count = _readiness.Ready(_ready);
            for (var i = 0; i < count; i++)
            {
                if (_byIndex.TryGetValue(_ready[i], out var session))
                {
                    session.ReceiveOne();
                }
            }

            if (count == 0)
            {
                return;
            }
        }
    }

    private static void Tick(List<MediaSession> sessions)
    {
        // Backwards: a session that ends in its tick leaves the list.
        for (var i = sessions.Count - 1; i >= 0; i--)
        {
            sessions[i].Tick();
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "Media stalled for {Milliseconds} ms")]
    private partial void LogStalled(long milliseconds);

    [LoggerMessage(1402, LogLevel.Critical, "Media work failed")]
    private partial void LogDefect(Exception e);
}
