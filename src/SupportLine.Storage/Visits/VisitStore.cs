using Dapper;
using NodaTime;
using SupportLine.Domain.Visits;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Visits;

internal sealed class VisitStore(Database database) : IVisitStore
{
    private const string Columns = """
        id, line_id, organisation_id, engineer_id, begins_at, ends_at, folio, reason, booked_by, cancelled, outcome, raised_folio
        """;

    private const string Insert = $"""
        INSERT INTO visit ({Columns}) VALUES (@Id, @LineId, @OrganisationId, @EngineerId, @BeginsAt, @EndsAt, @Folio, @Reason,
            @BookedBy, @Cancelled, @Outcome, @RaisedFolio)
        """;

    private const string OfEngineer = $"SELECT {Columns} FROM visit WHERE engineer_id = @EngineerId AND ends_at > @After ORDER BY begins_at, id";

    /// <summary>Those who book with one technician wait for one another; SQLite has one writer as it is.</summary>
    private const string TakeEngineer = "SELECT pg_advisory_xact_lock(hashtextextended(@EngineerId, 7374727))";

    private const string Cancel = "UPDATE visit SET cancelled = 1 WHERE id = @Id AND cancelled = 0";

    private const string SetOutcome = "UPDATE visit SET outcome = @Outcome, raised_folio = @Folio WHERE id = @Id";

    private const string Find = $"SELECT {Columns} FROM visit WHERE id = @Id";

    private const string List = $"""
        SELECT {Columns} FROM visit
        WHERE (CAST(@LineId AS TEXT) IS NULL OR line_id = @LineId)
          AND (CAST(@OrganisationId AS TEXT) IS NULL OR organisation_id = @OrganisationId)
          AND ends_at > @After
        ORDER BY begins_at, id
        """;

    public Task<VisitRule> BookAsync(Visit visit, Func<IReadOnlyList<Visit>, VisitRule> decide, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (database.IsPostgres) await connection.ExecuteAsync(TakeEngineer, new { visit.EngineerId }, transaction);
            var rows = await connection.QueryAsync<Row>(OfEngineer, new { visit.EngineerId, After = Column.Of(visit.From) }, transaction);
            var rule = decide([.. rows.Select(row => row.ToVisit())]);
            if (rule is VisitRule.Booked { Visit: var booked }) await connection.ExecuteAsync(Insert, Row.Of(booked), transaction);
            return rule;
        },
        ct);

    public async Task<bool> CancelAsync(string id, CancellationToken ct) => await database.ExecuteAsync(Cancel, new { Id = id }, ct) == 1;

    public async Task<bool> SetOutcomeAsync(string id, string outcome, string? folio, CancellationToken ct) =>
        await database.ExecuteAsync(SetOutcome, new { Id = id, Outcome = outcome, Folio = folio }, ct) == 1;

    public async Task<Visit?> FindAsync(string id, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<Row>(Find, new { Id = id }), ct))?.ToVisit();

    public async Task<IReadOnlyList<Visit>> ListAsync(string? lineId, string? organisationId, Instant after, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            c => c.QueryAsync<Row>(List, new { LineId = lineId, OrganisationId = organisationId, After = Column.Of(after) }), ct);
        return [.. rows.Select(row => row.ToVisit())];
    }

    public async Task<Visit?> LettingThroughAsync(string lineId, string organisationId, Instant at, CancellationToken ct) =>
        (await ListAsync(lineId, organisationId, at, ct)).FirstOrDefault(visit => visit.LetsThrough(organisationId, at));

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string LineId { get; init; }

        public required string OrganisationId { get; init; }

        public required string EngineerId { get; init; }

        public long BeginsAt { get; init; }

        public long EndsAt { get; init; }

        public string? Folio { get; init; }

        public required string Reason { get; init; }

        public required string BookedBy { get; init; }

        public long Cancelled { get; init; }

        public string? Outcome { get; init; }

        public string? RaisedFolio { get; init; }

        public static Row Of(Visit visit) => new()
        {
            Id = visit.Id,
            LineId = visit.LineId,
            OrganisationId = visit.OrganisationId,
            EngineerId = visit.EngineerId,
            BeginsAt = Column.Of(visit.From),
            EndsAt = Column.Of(visit.Until),
            Folio = visit.Folio,
            Reason = visit.Reason,
            BookedBy = visit.BookedBy,
            Cancelled = Column.Of(visit.Cancelled),
            Outcome = visit.Outcome,
            RaisedFolio = visit.RaisedFolio,
        };

        public Visit ToVisit() => new(
            Id, LineId, OrganisationId, EngineerId, Column.Instant(BeginsAt), Column.Instant(EndsAt), Folio, Reason, BookedBy, Cancelled != 0)
        {
            Outcome = Outcome,
            RaisedFolio = RaisedFolio,
        };
    }
}
