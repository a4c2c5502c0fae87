using System.Net;
using NodaTime;
using SupportLine.Domain.Bans;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Watches;

/// <summary>
/// Keeps the engine's bans and the store's the same: a ban survives a restart, holds on every node, and is lifted by
/// <c>bans lift</c> beside the running service.
/// </summary>
internal sealed partial class BanKeeper(CallEngine engine, IBanStore bans, TimeProvider real, ILogger<BanKeeper> logger) : Watch(Every, real)
{
    /// <summary>How late a ban is known elsewhere, and a lifting here.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Those that engine and store both had.</summary>
    private readonly Dictionary<string, Instant> _shared = [];

    /// <summary>Brings both to the same.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        var stored = (await bans.InForceAsync(Instant.FromDateTimeOffset(Real.GetUtcNow()), ct)).ToDictionary(ban => ban.Source);
        var held = engine.Bans;
        foreach (var ban in held)
        {
            var (source, end) = (ban.Source.ToString(), Instant.FromDateTimeOffset(ban.Until));
            if (_shared.TryGetValue(source, out var known) && known == end && !stored.ContainsKey(source))
            {
                engine.Lift(ban.Source);
                LogLifted(source);
            }
            else if (!stored.TryGetValue(source, out var other) || other.Until < end)
            {
                await bans.PutAsync(stored[source] = new BannedSource(source, end, ban.Why), ct);
            }
        }

        var until = held.ToDictionary(ban => ban.Source.ToString(), ban => Instant.FromDateTimeOffset(ban.Until));
        _shared.Clear();
        foreach (var ban in stored.Values)
        {
            _shared.Add(ban.Source, ban.Until);
            if (!until.TryGetValue(ban.Source, out var known) || known != ban.Until) engine.Ban(new Ban(IPAddress.Parse(ban.Source), ban.Until.ToDateTimeOffset(), ban.Why));
        }
    }

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync(ct);

    protected override void OnFailed(Exception e) => LogNotKept(e);

    [LoggerMessage(3301, LogLevel.Information, "The ban of {Source} was lifted")]
    private partial void LogLifted(string source);

    [LoggerMessage(3302, LogLevel.Warning, "Bans are not kept for now")]
    private partial void LogNotKept(Exception e);
}
