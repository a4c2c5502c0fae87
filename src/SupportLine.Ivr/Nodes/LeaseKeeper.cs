using NodaTime;

namespace SupportLine.Ivr.Nodes;

/// <summary>Keeps the lease of something that is worked on.</summary>
internal static class LeaseKeeper
{
    /// <summary>Returns when it is another's, or when the store has not said for as long as it lasts that it is ours: then another may take it.</summary>
    /// <param name="time">Real time.</param>
    /// <param name="lease">How long nobody else takes it.</param>
    /// <param name="heartbeat">How often it is renewed.</param>
    /// <param name="renew">Renews it; null when the store does not say.</param>
    /// <param name="ct">The work is done.</param>
    public static async Task KeepAsync(TimeProvider time, Duration lease, TimeSpan heartbeat, Func<CancellationToken, Task<bool?>> renew, CancellationToken ct)
    {
        var kept = time.GetTimestamp();
        while (true)
        {
            var left = lease.ToTimeSpan() - time.GetElapsedTime(kept);
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left < heartbeat ? left : heartbeat, time, ct);
            var asked = time.GetTimestamp();
            left = lease.ToTimeSpan() - time.GetElapsedTime(kept, asked);
            if (left <= TimeSpan.Zero) return;
            try
            {
                switch (await renew(ct).WaitAsync(left, time, ct))
                {
                    case false: return;
                    case true: kept = asked; break;
                }
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    /// <summary>Null where the store is away.</summary>
    public static async Task<bool?> AskAsync(Func<Task<bool>> renew, Action<Exception> tell)
    {
        try
        {
            return await renew();
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            tell(e);
            return null;
        }
    }
}
