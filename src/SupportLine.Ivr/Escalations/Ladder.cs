using System.Threading.Channels;
using SupportLine.Domain.OnCall;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>One escalation as its runner and the waiting caller share it. The caller may leave at any moment.</summary>
internal sealed class Ladder(Escalation escalation, bool callerWaits)
{
    private readonly Channel<LadderEvent> _events = Channel.CreateUnbounded<LadderEvent>();
    private readonly Lock _lock = new();
    private bool _callerWaits = callerWaits;

    public Escalation Escalation { get; } = escalation;

    public async Task<LadderEvent> NextAsync(CancellationToken ct) => await _events.Reader.ReadAsync(ct);

    public void Tell(LadderEvent happened) => _events.Writer.TryWrite(happened);

    /// <summary>Gives the engineer's leg to the caller; null when the caller has left, else what tells that they are done.</summary>
    public TaskCompletionSource? Hand(Engineer engineer, ICall leg)
    {
        lock (_lock)
        {
            if (!_callerWaits)
            {
                return null;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _events.Writer.TryWrite(new LadderEvent.Accepted(engineer, leg, done));
            return done;
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
                (happened as LadderEvent.Accepted)?.Done.TrySetResult();
            }
        }
    }
}
