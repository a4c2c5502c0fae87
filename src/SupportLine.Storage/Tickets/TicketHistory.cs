using System.Data.Common;
using Dapper;
using NodaTime;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Directory;
using SupportLine.Storage.Outbox;

namespace SupportLine.Storage.Tickets;

/// <summary>
/// A ticket's history going on. In the same commit what is added to it is applied to the ticket, has somebody look at it, and
/// is written to whoever is to hear of it.
/// </summary>
/// <param name="notifier">Who is to hear of it; null when nobody ever is.</param>
/// <param name="time">Real time, by which notifications are due.</param>
internal sealed class TicketHistory(INotifier? notifier, TimeProvider time)
{
    /// <summary>Adds in a transaction that is going on.</summary>
    /// <exception cref="TicketConflictException">The ticket is not there, or a change starts from what no longer is.</exception>
    public async Task<IReadOnlyList<TicketEvent>> AppendAsync(
        DbConnection connection, DbTransaction transaction, Folio folio, IReadOnlyList<TicketChange> changes, string actor, string? callId, Instant at)
    {
        var events = new List<TicketEvent>();
        foreach (var change in changes)
        {
            await ApplyAsync(connection, transaction, folio, change, actor);
            events.Add(await InsertEventAsync(connection, transaction, folio, change, actor, callId, at));
        }

        await connection.ExecuteAsync(TicketSql.Look, new { Folio = folio.Digits, At = Column.Of(at) }, transaction);
        if (notifier is not null) await NotifyAsync(notifier, connection, transaction, folio, events);
        return events;
    }

    private async Task NotifyAsync(INotifier whom, DbConnection connection, DbTransaction transaction, Folio folio, List<TicketEvent> events)
    {
        var ticket = (await connection.QuerySingleAsync<TicketRow>(TicketSql.Find, new { Folio = folio.Digits }, transaction)).ToTicket();
        var contacts = ticket.OrganisationId is { } id ? await DirectoryStore.ContactsAsync(connection, transaction, id) : [];
        var observers = await connection.QueryAsync<string>(TicketSql.Observers, new { Folio = folio.Digits }, transaction);
        var notifications = whom.Decide(ticket, events, contacts, [.. observers]);
        await OutboxWriter.WriteAsync(connection, transaction, notifications, Instant.FromDateTimeOffset(time.GetUtcNow()));
    }

    /// <summary>Brings the ticket to what the change says, from what it says the ticket was.</summary>
    private static async Task ApplyAsync(DbConnection connection, DbTransaction transaction, Folio folio, TicketChange change, string actor)
    {
        var (sql, parameters) = change switch
        {
            TicketChange.StatusSet status => (TicketSql.SetStatus, (object)new { Folio = folio.Digits, status.From, status.To }),
            TicketChange.SeverityVerified severity => (TicketSql.SetSeverity, new { Folio = folio.Digits, severity.From, severity.To, DueAt = Column.Of(severity.DueAt), Actor = actor }),
            TicketChange.Assigned assigned => (TicketSql.SetAssignee, new { Folio = folio.Digits, assigned.To }),
            _ => (TicketSql.Touch, new { Folio = folio.Digits }),
        };
        if (await connection.ExecuteAsync(sql, parameters, transaction) == 0)
        {
            throw new TicketConflictException($"ticket {folio} is not there, or somebody else changed it first; look at it again");
        }

        if (change is TicketChange.ObserverSet observer)
        {
            var observe = observer.Observes ? TicketSql.Observe : TicketSql.StopObserving;
            await connection.ExecuteAsync(observe, new { Folio = folio.Digits, observer.ContactId }, transaction);
        }
    }

    private static async Task<TicketEvent> InsertEventAsync(
        DbConnection connection, DbTransaction transaction, Folio folio, TicketChange change, string actor, string? callId, Instant at)
    {
        var seq = await connection.ExecuteScalarAsync<long>(TicketSql.NextSeq, new { Folio = folio.Digits }, transaction);
        var row = new { Folio = folio.Digits, Seq = seq, At = Column.Of(at), Actor = actor, Change = Column.Json(change), CallId = callId };
        await connection.ExecuteAsync(TicketSql.InsertEvent, row, transaction);
        if (change is TicketChange.ConsentAnswered consent)
        {
            var answer = new { row.Folio, row.Seq, row.At, row.Actor, Given = Column.Of(consent.Given), consent.How, row.CallId };
            await connection.ExecuteAsync(TicketSql.InsertConsent, answer, transaction);
        }

        return new TicketEvent(folio, (int)seq, at, actor, change, callId);
    }
}
