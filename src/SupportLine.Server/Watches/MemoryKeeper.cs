using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Watches;

/// <summary>
/// Gives back to the system what a rush needed: the runtime collects as it allocates, and a house that has fallen quiet would
/// keep it all until the next. Done while nobody is on the telephone, who would hear the pause.
/// </summary>
internal sealed partial class MemoryKeeper(CallEngine engine, TimeProvider real, ILogger<MemoryKeeper> logger) : Watch(Every, real)
{
    /// <summary>Octets made since the last time that make it worth the trouble.</summary>
    internal const long Much = 64 * 1024 * 1024;

    /// <summary>Longer than signalling remembers a call (RFC 3261's 64*T1): quiet at two looks, it holds nothing any more.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(40);

    private bool _wasQuiet;
    private long _made;

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

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync();

    protected override void OnFailed(Exception e) => LogFailed(e);

    [LoggerMessage(3501, LogLevel.Warning, "Memory was not given back")]
    private partial void LogFailed(Exception e);
}
