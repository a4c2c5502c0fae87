using NodaTime;
using SupportLine.Domain.Clock;

namespace SupportLine.Ivr.Escalations;

/// <summary>
/// Who is being rung or talks on this node, and when each was rung last: nobody is rung while on a call with us, nor more than
/// once a minute for different emergencies as long as somebody else can be.
/// </summary>
internal sealed class EngineerLines(BusinessClock clock)
{
    /// <summary>How long a ring for one emergency spares a person those for others.</summary>
    private static readonly Duration Respite = Duration.FromMinutes(1);

    private readonly Dictionary<string, int> _engaged = [];
    private readonly Dictionary<string, (string Escalation, Instant At)> _rung = [];
    private readonly Lock _lock = new();

    /// <summary>Takes a person's line; null while they are on it. Disposing gives it back.</summary>
    public IDisposable? TryTake(string engineerId)
    {
        lock (_lock)
        {
            return _engaged.ContainsKey(engineerId) ? null : Enter(engineerId);
        }
    }

    /// <summary>Somebody phones us, whatever else they are on. Disposing leaves again.</summary>
    public IDisposable Enter(string engineerId)
    {
        lock (_lock)
        {
            _engaged[engineerId] = _engaged.GetValueOrDefault(engineerId) + 1;
            return new Held(this, engineerId);
        }
    }

    public bool IsEngaged(string engineerId)
    {
        lock (_lock)
        {
            return _engaged.ContainsKey(engineerId);
        }
    }

    public void NoteRing(string engineerId, string escalationId)
    {
        lock (_lock)
        {
            _rung[engineerId] = (escalationId, clock.Now);
        }
    }

    /// <summary>Whether a person was rung for another emergency just now.</summary>
    public bool IsSpared(string engineerId, string escalationId)
    {
        lock (_lock)
        {
            return _rung.TryGetValue(engineerId, out var last) && last.Escalation != escalationId && clock.Now - last.At < Respite;
        }
    }

    private void GiveBack(string engineerId)
    {
        lock (_lock)
        {
            if (--_engaged[engineerId] == 0) _engaged.Remove(engineerId);
        }
    }

    /// <summary>Given back once, by whoever is first: the end of the leg, or of what was done with it.</summary>
    private sealed class Held(EngineerLines lines, string engineerId) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0) lines.GiveBack(engineerId);
        }
    }
}
