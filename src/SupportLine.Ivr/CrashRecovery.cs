using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr;

/// <summary>Calls that a process which died left without an ending: ended now, and what was said of them kept.</summary>
public static class CrashRecovery
{
    /// <summary>
    /// Ends this node's unended calls as interrupted. A description that was being spoken without a ticket yet becomes an
    /// incomplete one, so that an agent finds it.
    /// </summary>
    /// <returns>How many calls were found.</returns>
    public static async Task<int> RunAsync(Site site, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(site);
        var unended = await site.Calls.UnendedAsync(site.Node, ct);
        foreach (var call in unended)
        {
            await KeepDescriptionAsync(site, call, ct);
            await site.Calls.EndAsync(call.Id, CallEnding.Interrupted, site.Clock.Now, ct);
        }

        return unended.Count;
    }

    private static async Task KeepDescriptionAsync(Site site, CallRecord call, CancellationToken ct)
    {
        var recording = $"{call.Id}.wav";
        if (call.LineId is null
            || site.Lines.Find(call.LineId) is not { } line
            || !File.Exists(Path.Combine(site.Recordings, recording))
            || await site.Tickets.FindByCallAsync(call.Id, ct) is not null)
        {
            return;
        }

        await site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                Severity = line.StartingSeverity.Value,
                Status = line.FirstStatus.Id,
                ContactNumber = call.CallerNumber,
                Language = line.Languages[0],
                Incomplete = true,
                Recording = recording,
                CallId = call.Id,
                RaisedAt = Instant.Max(call.StartedAt, site.Clock.Now),
                Actor = "system",
            },
            ct);
    }
}
