using System.Collections.Concurrent;

namespace SupportLine.Ivr.Exploration;

/// <summary>
/// Runs conversations on one thread, in an order that depends on nothing but their own steps; when all of them wait, time
/// moves on to the next timer.
/// </summary>
internal sealed class Pump(VirtualTime time) : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _due = new();

    public override void Post(SendOrPostCallback d, object? state) => _due.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing here waits for another thread.");

    /// <summary>Runs it to its end.</summary>
    public static void Run(VirtualTime time, Func<Task> work)
    {
        var before = Current;
        var pump = new Pump(time);
        SetSynchronizationContext(pump);
        try
        {
            pump.RunUntilDone(work());
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void RunUntilDone(Task task)
    {
        while (!task.IsCompleted)
        {
            if (_due.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
            else if (!time.MoveOn())
            {
                throw new InvalidOperationException("Everybody waits, and nothing will ever happen.");
            }
        }

        task.GetAwaiter().GetResult();
    }
}
