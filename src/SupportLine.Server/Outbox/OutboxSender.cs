using NodaTime;
using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Outbox;

/// <summary>
/// Sends what is in the outbox, lane by lane, each notification under a lease: what a process that died was sending is sent
/// again when the lease lapses, by whichever node is alive.
/// </summary>
internal sealed partial class OutboxSender(IOutbox outbox, IReadOnlyDictionary<string, ISender> lanes, string node, TimeProvider real, ILogger<OutboxSender> logger) : IAsyncDisposable
{
    /// <summary>How late one is that nobody woke us for: of another process, or due again.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>By which a lease outlives the longest try.</summary>
    private static readonly Duration Margin = Duration.FromSeconds(10);

    private static readonly Delivery TooLate = new Delivery.Refused("it would come too late to be of use");

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, SemaphoreSlim> _bells = lanes.Keys.ToDictionary(lane => lane, _ => new SemaphoreSlim(0));
    private Task _sending = Task.CompletedTask;

    private Instant RealNow => Instant.FromDateTimeOffset(real.GetUtcNow());

    public void Start() => _sending = Task.WhenAll(lanes.Keys.Select(RunAsync));

    /// <summary>Something was written that ought to go out at once.</summary>
    public void Wake()
    {
        foreach (var bell in _bells.Values.Where(bell => bell.CurrentCount == 0)) bell.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        foreach (var bell in _bells.Values) bell.Dispose();
        _stop.Dispose();
    }

    /// <summary>Tries everything of a lane that is due now; how many there were.</summary>
    internal async Task<int> SendDueAsync(string lane, CancellationToken ct)
    {
        var sender = lanes[lane];
        var lease = Duration.FromTimeSpan(sender.Limit) + Margin;
        var tries = 0;
        while (await outbox.LeaseAsync(lane, node, RealNow, lease, ct) is { } entry)
        {
            tries++;
            await SettleAsync(entry, RetryRule.IsTooLate(entry, RealNow) ? TooLate : await SendAsync(sender, entry, ct), ct);
        }

        return tries;
    }

    private async Task<Delivery> SendAsync(ISender sender, OutboxEntry entry, CancellationToken ct)
    {
        try
        {
            return await sender.SendAsync(entry, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it is about this one: the others go on, and this one is tried up to its limit.
            LogThrew(e, entry.Number);
            return new Delivery.Later(e.Message.ReplaceLineEndings(" "));
        }
    }

    private async Task SettleAsync(OutboxEntry entry, Delivery delivery, CancellationToken ct)
    {
        var (state, dueAt, error) = RetryRule.Decide(entry, delivery, RealNow, Random.Shared.NextDouble());
        if (!await outbox.SettleAsync(entry, node, state, dueAt, error, RealNow, ct)) return;
        var (number, key, to) = (entry.Number, entry.Notification.Key, entry.Notification.Recipient);
        switch (state)
        {
            case OutboxState.Sent:
                LogSent(number, key, to);
                break;
            case OutboxState.Waiting:
                LogLater(number, key, to, error, dueAt);
                break;
            default:
                LogFailed(number, key, to, error);
                break;
        }
    }

    private async Task RunAsync(string lane)
    {
        try
        {
            while (true)
            {
                await TryAsync(lane);
                await _bells[lane].WaitAsync(Every, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // We stop; what is leased lapses.
        }
    }

    private async Task TryAsync(string lane)
    {
        try
        {
            await SendDueAsync(lane, _stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database is away, or holds what this program can not read: what is to be sent waits in it, and the lane goes on.
            LogStoreFailed(e);
        }
    }

    [LoggerMessage(3401, LogLevel.Information, "Notification {Number} ({Key}) sent to {Recipient}")]
    private partial void LogSent(long number, string key, string recipient);

    [LoggerMessage(3402, LogLevel.Warning, "Notification {Number} ({Key}) to {Recipient}: {Error}; tried again at {DueAt}")]
    private partial void LogLater(long number, string key, string recipient, string? error, Instant dueAt);

    [LoggerMessage(3403, LogLevel.Critical, "Notification {Number} ({Key}) to {Recipient} was not sent and is not tried again: {Error}; outbox retry {Number} tries it anew")]
    private partial void LogFailed(long number, string key, string recipient, string? error);

    [LoggerMessage(3404, LogLevel.Error, "The store does not answer, and nothing is sent for now")]
    private partial void LogStoreFailed(Exception e);

    [LoggerMessage(3405, LogLevel.Error, "Notification {Number} could not be made")]
    private partial void LogThrew(Exception e, long number);
}
