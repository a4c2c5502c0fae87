using System.Data.Common;
using System.Net;
using NodaTime;
using SupportLine.Domain.Bans;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Watches;

/// <summary>
/// Keeps the engine's bans and the store's the same: a ban survives a restart, holds on every node, and is lifted by
/// <c>bans lift</c> beside the running service.
/// </summary>
internal sealed partial class BanKeeper(CallEngine engine, IBanStore bans, TimeProvider real, ILogger<BanKeeper> logger) : IAsyncDisposable
{
    /// <summary>How late a ban is known elsewhere, and a lifting here.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Those that engine and store both had.</summary>
    private readonly Dictionary<string, Instant> _shared = [];

    private Task _keeping = Task.CompletedTask;

    public void Start() => _keeping = KeepAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        _stop.Dispose();
    }

    /// <summary>Brings both to the same.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        var stored = (await bans.InForceAsync(Instant.FromDateTimeOffset(real.GetUtcNow()), ct)).ToDictionary(ban => ban.Source);
        foreach (var ban in engine.Bans)
        {
            var (source, until) = (ban.Source.ToString(), Instant.FromDateTimeOffset(ban.Until));
            if (_shared.TryGetValue(source, out var known) && known == until && !stored.ContainsKey(source))
            {
                engine.Lift(ban.Source);
                LogLifted(source);
            }
            else if (!stored.TryGetValue(source, out var other) || other.Until < until)
            {
                await bans.PutAsync(stored[source] = new BannedSource(source, until, ban.Why), ct);
            }
        }

        _shared.Clear();
        foreach (var ban in stored.Values)
        {
            _shared.Add(ban.Source, ban.Until);
            engine.Ban(new Ban(IPAddress.Parse(ban.Source), ban.Until.ToDateTimeOffset(), ban.Why));
        }
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(Every, real);
        try
        {
            do
            {
                try
                {
                    await LookAsync(_stop.Token);
                }
                catch (DbException e)
                {
                    LogNotKept(e);
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    [LoggerMessage(3301, LogLevel.Information, "The ban of {Source} was lifted")]
    private partial void LogLifted(string source);

    [LoggerMessage(3302, LogLevel.Warning, "Bans are not kept for now")]
    private partial void LogNotKept(Exception e);
}
