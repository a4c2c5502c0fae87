using System.Data.Common;
using Dapper;
using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Credits;

internal sealed class CreditStore(Database database) : ICreditStore
{
    public async Task<IReadOnlyList<CreditEntry>> LedgerAsync(string organisationId, string lineId, CancellationToken ct) =>
        await database.ReadAsync(c => LedgerAsync(c, null, organisationId, lineId), ct);

    public async Task<int> BalanceAsync(string organisationId, string lineId, CancellationToken ct) => (int)await database.ReadAsync(
        c => c.ExecuteScalarAsync<long>(CreditSql.Balance, new { OrganisationId = organisationId, LineId = lineId }), ct);

    public Task<CreditRule> AddAsync(CreditTerms terms, NewCreditEntry entry, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var ledger = await TakeAsync(connection, transaction, entry.OrganisationId, entry.LineId);
            return await AppendAsync(connection, transaction, ledger, CreditRule.Add(terms, ledger, entry));
        },
        ct);

    public Task BeginAsync(CreditMeter meter, CancellationToken ct) => database.ExecuteAsync(
        CreditSql.Begin,
        new
        {
            meter.Reference,
            meter.OrganisationId,
            meter.LineId,
            meter.CallId,
            Folio = meter.Folio.Digits,
            meter.Node,
            Overdraw = Column.Of(meter.Overdraw),
            BeganAt = Column.Of(meter.From),
            NotedAt = Column.Of(meter.Until),
            Talk = (long)meter.Talk,
            SpokenBefore = meter.SpokenBefore.BclCompatibleTicks,
        },
        ct);

    public async Task<(int Talks, Duration Spoken)> SpokenAsync(string callId, Folio folio, CancellationToken ct)
    {
        var (talks, spoken) = await database.ReadAsync(c => c.QuerySingleAsync<(long, long)>(CreditSql.Spoken, new { CallId = callId, Folio = folio.Digits }), ct);
        return ((int)talks, Duration.FromTicks(spoken));
    }

    public Task NoteAsync(string reference, Instant at, CancellationToken ct) =>
        database.ExecuteAsync(CreditSql.Note, new { Reference = reference, At = Column.Of(at) }, ct);

    public Task OverdrawAsync(string reference, CancellationToken ct) => database.ExecuteAsync(CreditSql.Overdraw, new { Reference = reference }, ct);

    public Task<CreditRule?> SettleAsync(CreditTerms terms, string reference, Instant? at, CancellationToken ct) => database.WriteAsync<CreditRule?>(
        async (connection, transaction) =>
        {
            if (at is { } end) await connection.ExecuteAsync(CreditSql.Note, new { Reference = reference, At = Column.Of(end) }, transaction);

            // Closing it takes the meter's row: of two who settle the same, the second finds it paid.
            await connection.ExecuteAsync(CreditSql.Settle, new { Reference = reference }, transaction);
            var row = await connection.QuerySingleOrDefaultAsync<MeterRow>(CreditSql.FindMeter, new { Reference = reference }, transaction);
            if (row is null) return null;
            var meter = row.ToMeter();
            var ledger = await TakeAsync(connection, transaction, meter.OrganisationId, meter.LineId);
            return await AppendAsync(connection, transaction, ledger, CreditRule.Spend(terms, ledger, meter.ToUse()));
        },
        ct);

    public async Task<IReadOnlyList<CreditMeter>> OpenAsync(string node, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<MeterRow>(CreditSql.Unsettled, new { Node = node }), ct);
        return [.. rows.Select(row => row.ToMeter())];
    }

    private static async Task<List<CreditEntry>> TakeAsync(DbConnection connection, DbTransaction transaction, string organisationId, string lineId)
    {
        await connection.ExecuteAsync(CreditSql.Take, new { OrganisationId = organisationId, LineId = lineId }, transaction);
        return await LedgerAsync(connection, transaction, organisationId, lineId);
    }

    private static async Task<CreditRule> AppendAsync(DbConnection connection, DbTransaction transaction, List<CreditEntry> ledger, CreditRule rule)
    {
        if (rule is not CreditRule.Append { Entry: var entry }) return rule;
        var row = new
        {
            entry.OrganisationId,
            entry.LineId,
            Seq = (long)ledger.Count + 1,
            At = Column.Of(entry.At),
            Kind = entry.Kind.ToString(),
            Credits = (long)entry.Credits,
            entry.Reference,
            entry.Actor,
            entry.Reason,
        };
        await connection.ExecuteAsync(CreditSql.Insert, row, transaction);
        await connection.ExecuteAsync(CreditSql.Move, row, transaction);
        return rule;
    }

    private static async Task<List<CreditEntry>> LedgerAsync(DbConnection connection, DbTransaction? transaction, string organisationId, string lineId)
    {
        var rows = await connection.QueryAsync<EntryRow>(CreditSql.Entries, new { OrganisationId = organisationId, LineId = lineId }, transaction);
        return [.. rows.Select(row => row.ToEntry())];
    }

    private sealed class EntryRow
    {
        public required string OrganisationId { get; init; }

        public required string LineId { get; init; }

        public long Seq { get; init; }

        public long At { get; init; }

        public required string Kind { get; init; }

        public long Credits { get; init; }

        public string? Reference { get; init; }

        public required string Actor { get; init; }

        public required string Reason { get; init; }

        public CreditEntry ToEntry() => new(
            OrganisationId, LineId, (int)Seq, Column.Instant(At), Enum.Parse<CreditKind>(Kind), (int)Credits, Reference, Actor, Reason);
    }

    private sealed class MeterRow
    {
        public required string OrganisationId { get; init; }

        public required string LineId { get; init; }

        public required string CallId { get; init; }

        public required string Folio { get; init; }

        public required string Node { get; init; }

        public long Overdraw { get; init; }

        public long BeganAt { get; init; }

        public long NotedAt { get; init; }

        public long Talk { get; init; }

        public long SpokenBefore { get; init; }

        public CreditMeter ToMeter() => new(
            OrganisationId, LineId, CallId, Domain.Tickets.Folio.Parse(Folio), Node, Overdraw != 0, Column.Instant(BeganAt), Column.Instant(NotedAt))
        {
            Talk = (int)Talk,
            SpokenBefore = Duration.FromTicks(SpokenBefore),
        };
    }
}
