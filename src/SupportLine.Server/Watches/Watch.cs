namespace SupportLine.Server.Watches;

/// <summary>Looks at something again and again, in real time, from its start until it is disposed of.</summary>
/// <param name="every">Between two looks.</param>
/// <param name="real">Real time.</param>
internal abstract class Watch(TimeSpan every, TimeProvider real) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;

    protected TimeProvider Real { get; } = real;

    public void Start() => _watching = WatchAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    /// <summary>One look. What it leaves undone is found by the next.</summary>
    protected abstract Task WatchOnceAsync(CancellationToken ct);

    /// <summary>A look failed: the operator is told.</summary>
    protected abstract void OnFailed(Exception e);

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(every, Real);
        try
        {
            do
            {
                await TryWatchAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TryWatchAsync()
    {
        try
        {
            await WatchOnceAsync(_stop.Token);
        }
#pragma warning disable CA1031 // The loop of every watch: whatever failed in one look, the next one comes.
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            OnFailed(e);
        }
    }
}
