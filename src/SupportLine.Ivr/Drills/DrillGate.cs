namespace SupportLine.Ivr.Drills;

/// <summary>One exercise at a time on this node, and none beside an emergency: whoever rings for one ends it first.</summary>
internal sealed class DrillGate(TimeProvider time)
{
    /// <summary>How long an emergency waits for the exercise's phones to be free, in real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Drill? _held;

    /// <summary>Null while another is held. Disposing says that its phones are free.</summary>
    /// <param name="stop">Called, perhaps more than once, when an emergency needs them.</param>
    public IDisposable? TryBegin(Action stop)
    {
        lock (_lock)
        {
            if (_held is not null) return null;
            _held = new Drill(stop, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return new Turn(this);
        }
    }

    /// <summary>Ends the exercise that is held, if there is one; returns when its phones are free, or soon after.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        Task free;
        lock (_lock)
        {
            if (_held is not { } drill) return;
            drill.Stop();
            free = drill.Ended.Task;
        }

        await Task.WhenAny(free, Task.Delay(Patience, time, ct));
    }

    private void Finish()
    {
        lock (_lock)
        {
            _held!.Ended.TrySetResult();
            _held = null;
        }
    }

    private sealed record Drill(Action Stop, TaskCompletionSource Ended);

    private sealed class Turn(DrillGate gate) : IDisposable
    {
        public void Dispose() => gate.Finish();
    }
}
