namespace SupportLine.Ivr.Escalations;

/// <summary>Engineers who phone in while the ladder runs: one wins, of them and of those who are rung.</summary>
internal sealed partial class Ladder
{
    private readonly List<Visit> _visits = [];
    private readonly Dictionary<string, CancellationTokenSource> _here = [];
    private Visit? _takenOn;
    private bool _isOver;

    /// <summary>An engineer is asked who phoned in, and whose own phones stop ringing; false once the ladder has ended.</summary>
    public bool TryAdmit(Visit visit)
    {
        CancellationTokenSource here;
        lock (_lock)
        {
            if (_isOver) return false;
            _visits.Add(visit);
            here = HereOf(visit.EngineerId);
        }

        here.Cancel();
        return true;
    }

    /// <summary>Cancelled once this engineer has phoned in: none of that engineer's phones need ring.</summary>
    public CancellationToken Here(string engineerId)
    {
        lock (_lock)
        {
            return HereOf(engineerId).Token;
        }
    }

    /// <summary>The visit is over.</summary>
    public void Leave(Visit visit, RingEnd end)
    {
        lock (_lock)
        {
            _visits.Remove(visit);
            if (!_visits.Exists(other => other.EngineerId == visit.EngineerId)) _here.Remove(visit.EngineerId);
        }

        visit.End(end);
        LeaveIfIdle();
    }

    /// <summary>What became of it where the last who accepted had phoned in; null where none has.</summary>
    /// <param name="awaitsAll">Whether those who are still being asked are waited for.</param>
    /// <param name="ct">The lease is lost, or we stop.</param>
    public async Task<RingEnd?> VisitedAsync(bool awaitsAll, CancellationToken ct)
    {
        while (Awaited(awaitsAll) is { } visit)
        {
            var end = await visit.Ended.WaitAsync(ct);
            lock (_lock)
            {
                if (_takenOn != visit) continue;
                _takenOn = null;
                return end;
            }
        }

        return null;
    }

    private Visit? Awaited(bool all)
    {
        lock (_lock)
        {
            return _takenOn ?? (all ? _visits.FirstOrDefault() : null);
        }
    }

    private CancellationTokenSource HereOf(string engineerId)
    {
        if (!_here.TryGetValue(engineerId, out var here)) here = _here[engineerId] = new CancellationTokenSource();
        return here;
    }
}
