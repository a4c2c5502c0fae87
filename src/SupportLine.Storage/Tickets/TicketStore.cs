using System.Data.Common;
using Dapper;
using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Calls;
using SupportLine.Storage.Databases;
using SupportLine.Storage.OnCall;

namespace SupportLine.Storage.Tickets;

internal sealed class TicketStore(Database database, CallJournal journal, TicketHistory history) : ITicketStore
{
    public async Task<RaisedTicket> RaiseAsync(NewTicket ticket, CancellationToken ct)
    {
        // What was said before the folio is there when the folio is.
        await journal.FlushAsync(ticket.CallId, ct);
        return await database.WriteAsync((connection, transaction) => RaiseAsync(connection, transaction, ticket), ct);
    }

    public async Task<Ticket?> FindAsync(Folio folio, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<TicketRow>(TicketSql.Find, new { Folio = folio.Digits }), ct))?.ToTicket();

    public async Task<Ticket?> FindByCallAsync(string callId, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<TicketRow>(TicketSql.FindByCall, new { CallId = callId }), ct))?.ToTicket();

    public async Task<TicketEvent> AppendAsync(Folio folio, TicketChange change, string actor, string? callId, Instant at, CancellationToken ct) =>
        (await AppendAsync(folio, [change], actor, callId, at, ct))[0];

    public async Task<IReadOnlyList<TicketEvent>> AppendAsync(
        Folio folio, IReadOnlyList<TicketChange> changes, string actor, string? callId, Instant at, CancellationToken ct)
    {
        await journal.FlushAsync(callId, ct);
        return await database.WriteAsync(
            (connection, transaction) => history.AppendAsync(connection, transaction, folio, changes, actor, callId, at), ct);
    }

    public async Task<IReadOnlyList<string>> ObserversAsync(Folio folio, CancellationToken ct) =>
        [.. await database.ReadAsync(c => c.QueryAsync<string>(TicketSql.Observers, new { Folio = folio.Digits }), ct)];

    public async Task<Consent?> ConsentAsync(Folio folio, CancellationToken ct) =>
        await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<ConsentRow>(TicketSql.LatestConsent, new { Folio = folio.Digits }), ct) is { } row
            ? new Consent(row.Given != 0, row.How, row.Actor, Column.Instant(row.At), row.CallId)
            : null;

    public async Task<IReadOnlyList<TicketEvent>> HistoryAsync(Folio folio, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<EventRow>(TicketSql.Events, new { Folio = folio.Digits }), ct);
        return [.. rows.Select(row => new TicketEvent(
            folio, (int)row.Seq, Column.Instant(row.At), row.Actor, Column.FromJson<TicketChange>(row.Change), row.CallId))];
    }

    public async Task<IReadOnlyList<Ticket>> ListAsync(TicketFilter filter, CancellationToken ct)
    {
        var sql = TicketSql.List;
        var parameters = new DynamicParameters(new { filter.LineId, filter.OrganisationId, filter.Status, filter.Assignee, filter.Limit });
        if (filter.Open is { } open)
        {
            // Named one by one: the two drivers disagree on what a list is. With no end status there is no ended ticket.
            var names = filter.EndStatuses.Select((_, i) => $"@End{i}").DefaultIfEmpty("''");
            sql += $" AND status {(open ? "NOT IN" : "IN")} ({string.Join(", ", names)})";
            for (var i = 0; i < filter.EndStatuses.Count; i++)
            {
                parameters.Add($"End{i}", filter.EndStatuses[i]);
            }
        }

        var rows = await database.ReadAsync(c => c.QueryAsync<TicketRow>(sql + TicketSql.ListOrder, parameters), ct);
        return [.. rows.Select(row => row.ToTicket())];
    }

    public async Task<int> UnverifiedSinceAsync(string callerNumber, Instant since, CancellationToken ct) => (int)await database.ReadAsync(
        c => c.ExecuteScalarAsync<long>(TicketSql.UnverifiedSince, new { Number = callerNumber, Since = Column.Of(since) }), ct);

    private async Task<RaisedTicket> RaiseAsync(DbConnection connection, DbTransaction transaction, NewTicket ticket)
    {
        var number = await connection.ExecuteScalarAsync<long>(TicketSql.NextNumber, new { ticket.LineId }, transaction);
        var folio = Folio.Of(ticket.FolioPrefix, number);
        var row = TicketRow.Of(ticket, folio);
        var parameters = new DynamicParameters(row);
        parameters.Add("Decision", ticket.Decision);
        await connection.ExecuteAsync(TicketSql.Insert, parameters, transaction);
        await history.AppendAsync(
            connection, transaction, folio, [new TicketChange.Raised(ticket.Severity, ticket.Status), .. ticket.Changes], ticket.Actor, ticket.CallId, ticket.RaisedAt);
        Escalation? escalation = null;
        if (ticket.Escalate)
        {
            var begun = new NewEscalation(folio, ticket.LineId, ticket.CallId, ticket.ContactNumber, ticket.Language, ticket.RaisedAt)
            {
                First = ticket.EscalateFirst,
            };
            escalation = await EscalationStore.InsertAsync(connection, transaction, begun);
        }

        return new RaisedTicket(row.ToTicket(), escalation);
    }

    private sealed class EventRow
    {
        public long Seq { get; init; }

        public long At { get; init; }

        public required string Actor { get; init; }

        public required string Change { get; init; }

        public string? CallId { get; init; }
    }

    private sealed class ConsentRow
    {
        public long At { get; init; }

        public required string Actor { get; init; }

        public long Given { get; init; }

        public required string How { get; init; }

        public string? CallId { get; init; }
    }
}
