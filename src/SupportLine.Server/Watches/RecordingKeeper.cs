using NodaTime;
using SupportLine.Ivr;

namespace SupportLine.Server.Watches;

/// <summary>
/// Deletes recordings that are older than their line keeps them, checksum and all, and notes it with the call. Files that no
/// call is known for, and those of calls that still go on, are left alone.
/// </summary>
internal sealed partial class RecordingKeeper(Site site, ILogger<RecordingKeeper> logger) : Watch(Every, site.RealTime)
{
    /// <summary>In real time: how late a deletion may be.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>When each file's call began, so that a file is asked about once.</summary>
    private readonly Dictionary<string, (string Line, Instant Begun)> _known = [];

    /// <summary>Deletes what is due now; how many there were.</summary>
    internal async Task<int> LookAsync(CancellationToken ct)
    {
        var kept = site.Lines.Lines.Where(line => line.KeepRecordings.Value > Duration.Zero).ToDictionary(line => line.Id, line => line.KeepRecordings.Value);
        if (kept.Count == 0 || !Directory.Exists(site.Recordings)) return 0;
        var deleted = 0;
        foreach (var path in Directory.EnumerateFiles(site.Recordings, "*.wav"))
        {
            ct.ThrowIfCancellationRequested();
            var file = Path.GetFileName(path);
            if (await BegunAsync(file, ct) is not { } call || !kept.TryGetValue(call.Line, out var keep) || call.Begun + keep > site.Clock.Now) continue;

            if (!TryDelete(path, file)) continue;
            await site.Calls.AppendAsync(CallOf(file), site.Clock.Now, "recording-deleted", file);
            _known.Remove(file);
            LogDeleted(file, call.Line);
            deleted++;
        }

        return deleted;
    }

    /// <summary>The checksum first: what is left by a try that failed is found again by the recording.</summary>
    private bool TryDelete(string path, string file)
    {
        try
        {
            File.Delete(path + ".sha256");
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(e, file);
            return false;
        }
    }

    private async Task<(string Line, Instant Begun)?> BegunAsync(string file, CancellationToken ct)
    {
        if (_known.TryGetValue(file, out var known)) return known;
        if (await site.Calls.FindAsync(CallOf(file), ct) is not { LineId: { } line, EndedAt: not null } call) return null;
        return _known[file] = (line, call.StartedAt);
    }

    /// <summary>A file is named by its call; further ones of a call have a number behind a dash.</summary>
    private static string CallOf(string file) => Path.GetFileNameWithoutExtension(file).Split('-')[0];

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync(ct);

    /// <summary>The database or the disk is away: what is due stays due.</summary>
    protected override void OnFailed(Exception e) => LogFailed(e);

    [LoggerMessage(3101, LogLevel.Information, "Recording {File} of line {Line} deleted: older than the line keeps it")]
    private partial void LogDeleted(string file, string line);

    [LoggerMessage(3103, LogLevel.Error, "Recording {File} is older than its line keeps it, and cannot be deleted")]
    private partial void LogNotDeleted(Exception e, string file);

    [LoggerMessage(3102, LogLevel.Warning, "A look at the recordings failed and is repeated")]
    private partial void LogFailed(Exception e);
}
