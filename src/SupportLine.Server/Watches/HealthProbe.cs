namespace SupportLine.Server.Watches;

/// <summary>Tries whether something works, one try at a time, however many ask; who asks does not wait long for the answer.</summary>
/// <param name="what">As it is told.</param>
/// <param name="attempt">Throws where it does not work.</param>
/// <param name="time">Real time.</param>
internal sealed class HealthProbe(string what, Func<Task> attempt, TimeProvider time)
{
    /// <summary>What takes longer does not work for a caller either.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task _attempt = Task.CompletedTask;

    /// <summary>What is wrong; null where it works.</summary>
    public async Task<string?> AskAsync()
    {
        try
        {
            await Attempt().WaitAsync(Patience, time);
            return null;
        }
        catch (TimeoutException)
        {
            return $"{what}: no answer within {Patience.TotalSeconds:0} s";
        }
#pragma warning disable CA1031 // Whatever it throws is what is wrong with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{what}: {e.Message}";
        }
    }

    private Task Attempt()
    {
        lock (_lock)
        {
            // A thread of its own: a disk that hangs blocks it.
            if (_attempt.IsCompleted) _attempt = Task.Run(attempt);
            return _attempt;
        }
    }
}
