using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Watches;

/// <summary>
/// Gives back to the system what a rush needed: the runtime collects as it allocates, and a house that has fallen quiet would
/// keep it all until the next. Done while nobody is on the telephone, who would hear the pause.
/// </summary>
internal sealed class MemoryKeeper(CallEngine engine, TimeProvider real) : IAsyncDisposable
{
    /// <summary>Octets made since the last time that make it worth the trouble.</summary>
    internal const long Much = 64 * 1024 * 1024;

    /// <summary>Longer than signalling remembers a call (RFC 3261's 64*T1): quiet at two looks, it holds nothing any more.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _stop = new();
    private Task _keeping = Task.CompletedTask;
    private bool _wasQuiet;
    private long _made;

    public void Start() => _keeping = KeepAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        _stop.Dispose();
    }

    /// <summary>Collects, where it is quiet and was at the last look; whether it did.</summary>
    internal async Task<bool> LookAsync()
    {
        var (isQuiet, wasQuiet) = (await engine.LegsAsync() == 0, _wasQuiet);
        _wasQuiet = isQuiet;
        var made = GC.GetTotalAllocatedBytes();
        if (!isQuiet || !wasQuiet || made - _made < Much) return false;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _made = made;
        return true;
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(Every, real);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await LookAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service stops.
        }
    }
}
