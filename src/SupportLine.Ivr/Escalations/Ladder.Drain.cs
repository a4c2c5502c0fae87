namespace SupportLine.Ivr.Escalations;

/// <summary>A ladder whose process takes no new calls: it ends here as soon as nobody is at it, and goes on wherever it is taken up.</summary>
internal sealed partial class Ladder
{
    private readonly CancellationTokenSource _left = new();
    private bool _isDraining;
    private int _ringing;

    /// <summary>Cancelled once the work is left to whoever takes it up next.</summary>
    public CancellationToken Left => _left.Token;

    /// <summary>A phone of it rings, or whoever answered is asked or talks, until this is disposed.</summary>
    public IDisposable Ring()
    {
        lock (_lock)
        {
            _ringing++;
        }

        return new Ringing(this);
    }

    /// <summary>It is left once no caller waits and no phone rings for it: what rings is not silenced, and whoever waits is served.</summary>
    public void Drain()
    {
        lock (_lock)
        {
            _isDraining = true;
        }

        LeaveIfIdle();
    }

    /// <summary>It is left now, unless an engineer has accepted: whoever waits is told that they are called back.</summary>
    public void Leave()
    {
        if (!IsSettling) _left.Cancel();
    }

    private void LeaveIfIdle()
    {
        lock (_lock)
        {
            if (!_isDraining || _callerWaits || _ringing > 0 || _visits.Count > 0) return;
        }

        _left.Cancel();
    }

    private sealed class Ringing(Ladder ladder) : IDisposable
    {
        public void Dispose()
        {
            lock (ladder._lock)
            {
                ladder._ringing--;
            }

            ladder.LeaveIfIdle();
        }
    }
}
