using System.Threading.Channels;
using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>One escalation as its runner and the waiting caller share it. The caller may leave, and call again, at any moment.</summary>
internal sealed partial class Ladder(Escalation escalation, bool callerWaits) : IDisposable
{
    private readonly Channel<LadderEvent> _events = Channel.CreateUnbounded<LadderEvent>();
    private readonly Lock _lock = new();
    private bool _callerWaits = callerWaits;
    private bool _isSettled;
    private bool _isSettling;
    private readonly HashSet<string> _tried = [];
    private CancellationTokenSource _taken = new();
    private CancellationTokenSource? _interrupt;

    public Escalation Escalation { get; } = escalation;

    /// <summary>The work on it.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>
    /// Set before an acceptance is committed: from then on there is no lease to be kept, and none to be lost.
    /// </summary>
    public bool IsSettling
    {
        get => Volatile.Read(ref _isSettling);
        set => Volatile.Write(ref _isSettling, value);
    }

    /// <summary>Cancelled once an engineer has accepted: all others stop ringing, or hear that it is taken.</summary>
    public CancellationToken Taken => _taken.Token;

    /// <summary>Id of who accepted last; null when nobody has.</summary>
    public string? TakenBy { get; private set; }

    /// <summary>When whoever took it calls back; null when that is not awaited.</summary>
    public Instant? NotBefore { get; set; }

    /// <summary>The next thing to tell; of several phones that rang meanwhile, the last.</summary>
    public async Task<LadderEvent> NextAsync(CancellationToken ct)
    {
        var happened = await _events.Reader.ReadAsync(ct);
        while (happened is LadderEvent.Trying && _events.Reader.TryRead(out var later))
        {
            happened = later;
        }

        return happened;
    }

    /// <summary>These are being rung now, at the same time; nobody is told of none.</summary>
    public void TellTrying(IReadOnlyCollection<string> engineerIds)
    {
        if (engineerIds.Count == 0) return;
        var isAgain = engineerIds.All(_tried.Contains);
        _tried.UnionWith(engineerIds);
        Tell(new LadderEvent.Trying(_tried.Count, isAgain));
    }

    /// <summary>An engineer has accepted.</summary>
    /// <param name="engineerId">Who.</param>
    /// <param name="visit">On which visit; null for one who was rung.</param>
    public void Take(string engineerId, Visit? visit)
    {
        CancellationTokenSource taken;
        lock (_lock)
        {
            (TakenBy, _takenOn, taken) = (engineerId, visit, _taken);
        }

        taken.Cancel();
    }

    /// <summary>Whoever took it calls back later, and may phone in before.</summary>
    public void Defer()
    {
        lock (_lock)
        {
            _taken = new CancellationTokenSource();
            IsSettling = false;
        }
    }

    /// <summary>What was accepted is open again: the ladder goes on, for a caller who still waits too.</summary>
    public void Reopen()
    {
        lock (_lock)
        {
            _taken = new CancellationTokenSource();
            NotBefore = null;
            IsSettling = false;
            _isSettled = false;
        }
    }

    public void Tell(LadderEvent happened)
    {
        lock (_lock)
        {
            _events.Writer.TryWrite(happened);
            if (happened is LadderEvent.Trying) return;
            _isSettled = true;
            _interrupt?.Cancel();
        }
    }

    /// <summary>Has the source cancelled once somebody accepted or the ladder has ended; null no longer does.</summary>
    public void InterruptWhenSettled(CancellationTokenSource? source)
    {
        lock (_lock)
        {
            _interrupt = source;
            if (_isSettled) source?.Cancel();
        }
    }

    /// <summary>A caller wants to wait: false while another one does, or when it is settled already.</summary>
    public bool TryWait()
    {
        lock (_lock)
        {
            if (_callerWaits || _isSettled) return false;
            _callerWaits = true;
            return true;
        }
    }

    /// <summary>Gives the engineer's leg to the caller; null when no caller waits.</summary>
    public Handover? Hand(Engineer engineer, ICall leg)
    {
        lock (_lock)
        {
            if (!_callerWaits) return null;
            var handover = new Handover(engineer, leg);
            Tell(new LadderEvent.Accepted(handover));
            return handover;
        }
    }

    /// <summary>Nobody is admitted any more; whoever still is may yet accept.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            if (_visits.Count == 0) _taken.Dispose();
        }
    }

    /// <summary>The caller waits no longer; a leg handed over and not taken up is given back.</summary>
    public void CallerLeft()
    {
        lock (_lock)
        {
            _callerWaits = false;
            while (_events.Reader.TryRead(out var happened))
            {
                (happened as LadderEvent.Accepted)?.Handover.Finish();
            }
        }

        LeaveIfIdle();
    }
}
