using SupportLine.Ivr;

namespace SupportLine.Server.Watches;

/// <summary>
/// Looks whether a call that comes can be taken and kept: the store takes what is written, and so does the folder of recordings.
/// The operator is told when that turns, and <c>/healthz</c> whenever it asks.
/// </summary>
/// <param name="store">Writes something into the store.</param>
/// <param name="recordings">Full path of their folder.</param>
/// <param name="floor">Octets that are to stay free beside them.</param>
/// <param name="real">Real time.</param>
/// <param name="logger">Tells.</param>
internal sealed partial class HealthKeeper(Func<Task> store, string recordings, long floor, TimeProvider real, ILogger<HealthKeeper> logger) : Watch(Every, real)
{
    /// <summary>How late a turn is told.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly HealthProbe _store = new("the store takes nothing", store, real);
    private readonly HealthProbe _recordings = new("recordings cannot be kept", () => WriteAsync(recordings, floor), real);

    private bool _isWell = true;

    /// <summary>What is wrong now; nothing where all is well.</summary>
    public async Task<IReadOnlyList<HealthFault>> AskAsync()
    {
        var wrong = await Task.WhenAll(_store.AskAsync(), _recordings.AskAsync());
        return [.. wrong.Select((what, i) => what is null ? null : new HealthFault(what, StopsCalls: i == 0)).OfType<HealthFault>()];
    }

    /// <summary>Tells when it turns.</summary>
    internal async Task LookAsync()
    {
        var wrong = await AskAsync();
        var wasWell = _isWell;
        _isWell = wrong.Count == 0;
        if (wasWell && !_isWell) LogUnwell(string.Join("; ", wrong.Select(fault => fault.What)));
        if (!wasWell && _isWell) LogWell();
    }

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync();

    protected override void OnFailed(Exception e) => LogFailed(e);

    private static async Task WriteAsync(string folder, long floor)
    {
        if (RecordingSpace.Lack(folder, floor) is { } lack) throw new IOException(lack);
        await using var file = new FileStream(
            Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        file.WriteByte(0);
        await file.FlushAsync();
    }

    [LoggerMessage(3801, LogLevel.Critical, "Calls cannot be served as they should: {Wrong}")]
    private partial void LogUnwell(string wrong);

    [LoggerMessage(3802, LogLevel.Information, "Store and recordings can be written again")]
    private partial void LogWell();

    [LoggerMessage(3803, LogLevel.Warning, "A look at store and recordings failed and is repeated")]
    private partial void LogFailed(Exception e);
}
