using NodaTime;
using SupportLine.Domain.Sla;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;

namespace SupportLine.Server.Watches;

/// <summary>
/// Looks at each ticket when it is time, on business time: warns before a first response is due, records one that was
/// missed, closes what was solved and not answered. Each look is under a lease and done in one commit, so that what a
/// process that died began is done by the next, once.
/// </summary>
internal sealed partial class TicketWatcher(Site site, IWatchStore watches, ILogger<TicketWatcher> logger) : Watch(Every, site.RealTime)
{
    /// <summary>In real time: how long nobody else looks at what a dead node was looking at.</summary>
    private static readonly Duration Lease = Duration.FromSeconds(10);

    /// <summary>In real time: how late a look may be.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Looks at every ticket that is due now; how many there were.</summary>
    internal async Task<int> LookAsync(CancellationToken ct)
    {
        var looks = 0;
        while (await watches.LeaseAsync(site.Node, site.Clock.Now, Instant.FromDateTimeOffset(site.RealTime.GetUtcNow()), Lease, ct) is { } watch)
        {
            looks++;
            await LookAsync(watch, ct);
        }

        return looks;
    }

    private async Task LookAsync(TicketWatch watch, CancellationToken ct)
    {
        // The history first: what is added meanwhile makes the look void, and the ticket is due again.
        var history = await site.Tickets.HistoryAsync(watch.Folio, ct);
        var now = site.Clock.Now;
        if (await site.Tickets.FindAsync(watch.Folio, ct) is not { } ticket) return;
        if (site.Lines.Find(ticket.LineId) is not { } line)
        {
            // A line that is no longer answered: nothing is promised for it until its file is back.
            await watches.SettleAsync(watch, history.Count, new TicketLook([], ticket.DueAt, null), now, ct);
            return;
        }

        var look = WatchRule.Look(line, ticket, history, now);
        if (!await watches.SettleAsync(watch, history.Count, look, now, ct)) return;
        foreach (var change in look.Changes) Tell(ticket, look, change);
    }

    private void Tell(Ticket ticket, TicketLook look, TicketChange change)
    {
        switch (change)
        {
            case TicketChange.ResponseWarned:
                LogWarned(ticket.Folio, ticket.LineId, ticket.Severity, look.DueAt);
                break;
            case TicketChange.ResponseMissed:
                LogMissed(ticket.Folio, ticket.LineId, ticket.Severity, look.DueAt);
                break;
            case TicketChange.StatusSet set:
                LogClosed(ticket.Folio, ticket.LineId, set.To);
                break;
        }
    }

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync(ct);

    /// <summary>The database is away, or somebody was faster: the ticket stays due.</summary>
    protected override void OnFailed(Exception e) => LogFailed(e);

    [LoggerMessage(3001, LogLevel.Warning, "Ticket {Folio} of line {Line}, {Severity}: the first response is due at {DueAt}")]
    private partial void LogWarned(Folio folio, string line, string severity, Instant? dueAt);

    [LoggerMessage(3002, LogLevel.Error, "Ticket {Folio} of line {Line}, {Severity}: the first response was due at {DueAt} and had not come")]
    private partial void LogMissed(Folio folio, string line, string severity, Instant? dueAt);

    [LoggerMessage(3003, LogLevel.Information, "Ticket {Folio} of line {Line} closed by itself: {Status}")]
    private partial void LogClosed(Folio folio, string line, string status);

    [LoggerMessage(3004, LogLevel.Warning, "A look at the tickets failed and is repeated")]
    private partial void LogFailed(Exception e);
}
