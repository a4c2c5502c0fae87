using NodaTime;
using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Watches;

/// <summary>Deletes what was sent longer ago than it is kept. What waits or failed stays, however old.</summary>
/// <param name="outbox">Where it stands.</param>
/// <param name="keep">How long, in real time.</param>
/// <param name="real">Real time.</param>
/// <param name="logger">Where it tells what it does.</param>
internal sealed partial class OutboxKeeper(IOutbox outbox, Duration keep, TimeProvider real, ILogger<OutboxKeeper> logger) : Watch(Every, real)
{
    /// <summary>How late a deletion may be.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Deletes what is due now; how many there were.</summary>
    internal async Task<int> LookAsync(CancellationToken ct)
    {
        var before = Instant.FromDateTimeOffset(Real.GetUtcNow()) - keep;
        var deleted = 0;
        while (await outbox.PruneAsync(before, ct) is > 0 and var some) deleted += some;
        if (deleted > 0) LogDeleted(deleted, before);
        return deleted;
    }

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync(ct);

    /// <summary>The database is away: what is due stays due.</summary>
    protected override void OnFailed(Exception e) => LogFailed(e);

    [LoggerMessage(3601, LogLevel.Information, "Deleted {Count} notifications that were sent before {Before}")]
    private partial void LogDeleted(int count, Instant before);

    [LoggerMessage(3602, LogLevel.Warning, "A look at what was sent failed and is repeated")]
    private partial void LogFailed(Exception e);
}
