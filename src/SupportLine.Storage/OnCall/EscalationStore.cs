using System.Data.Common;
using Dapper;
using NodaTime;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.OnCall;

internal sealed class EscalationStore(Database database) : IEscalationStore
{
    private const string Columns = "id, folio, line_id, call_id, call_back_number, language, started_at, state, accepted_by, first_engineer, place, not_before";

    /// <summary>Open, or accepted by somebody who may not have been joined to the caller.</summary>
    private const string Unfinished = "(state = 'Open' OR (state = 'Accepted' AND settled = 0))";

    private const string Insert = """
        INSERT INTO escalation (id, folio, line_id, call_id, call_back_number, language, started_at, state, first_engineer, lease_until)
        VALUES (@Id, @Folio, @LineId, @CallId, @CallBackNumber, @Language, @StartedAt, 'Open', @FirstEngineer, 0)
        """;

    /// <summary>On PostgreSQL: of emergencies on a ticket that begin at once each sees the one before.</summary>
    private const string LockTicket = "SELECT folio FROM ticket WHERE folio = @Folio FOR NO KEY UPDATE";

    private const string FindOpen = $"SELECT {Columns} FROM escalation WHERE folio = @Folio AND {Unfinished}";

    private const string FindLatest = $"SELECT {Columns} FROM escalation WHERE folio = @Folio ORDER BY started_at DESC, id DESC LIMIT 1";

    private const string List = $"SELECT {Columns} FROM escalation WHERE CAST(@State AS TEXT) IS NULL OR state = @State ORDER BY started_at DESC, id DESC";

    private const string ListUnfinished = $"SELECT {Columns} FROM escalation WHERE {Unfinished} ORDER BY started_at, id";

    /// <summary>The oldest nobody holds; PostgreSQL passes over rows that another node is just taking.</summary>
    private const string Lapsed = $"""
        SELECT id FROM escalation
        WHERE {Unfinished} AND lease_until < @Now AND (CAST(@Id AS TEXT) IS NULL OR id = @Id)
        ORDER BY started_at LIMIT 1
        """;

    private const string Lease = $"""
        UPDATE escalation SET lease_node = @Node, lease_until = @Until
        WHERE id = @Id AND {Unfinished} AND lease_until < @Now
        RETURNING {Columns}
        """;

    /// <summary>In any state: an engineer who has accepted is still being joined to the caller.</summary>
    private const string Renew = "UPDATE escalation SET lease_until = @Until WHERE id = @Id AND lease_node = @Node";

    private const string Release = "UPDATE escalation SET lease_until = 0 WHERE lease_node = @Node";

    private const string Advance = "UPDATE escalation SET place = @Place, not_before = @NotBefore WHERE id = @Id";

    private const string Accept = "UPDATE escalation SET state = 'Accepted', accepted_by = @Engineer, settled = 0, not_before = NULL WHERE id = @Id AND state = 'Open'";

    /// <summary>Accepted by that very engineer, who calls back later.</summary>
    private const string TakenForLater = "(state = 'Accepted' AND settled = 0 AND not_before IS NOT NULL AND accepted_by = @Engineer)";

    /// <summary>By an engineer who phoned in: also what ended in vain, or that one took for later, and whoever held the lease.</summary>
    private const string Take = $"""
        UPDATE escalation SET state = 'Accepted', accepted_by = @Engineer, settled = 0, not_before = NULL, lease_node = @Node, lease_until = @Until
        WHERE id = @Id AND (state IN ('Open', 'Exhausted') OR {TakenForLater})
        """;

    private const string Settle = "UPDATE escalation SET settled = 1 WHERE id = @Id";

    private const string Reopen = """
        UPDATE escalation SET state = 'Open', accepted_by = NULL, not_before = NULL, settled = 1
        WHERE id = @Id AND state = 'Accepted' AND COALESCE(not_before, 0) = COALESCE(CAST(@NotBefore AS BIGINT), 0)
        """;

    private const string Dismiss = $"""
        UPDATE escalation SET state = 'Dismissed', accepted_by = @Engineer WHERE id = @Id AND (state IN ('Open', 'Exhausted') OR {TakenForLater})
        """;

    private const string Exhaust = "UPDATE escalation SET state = 'Exhausted' WHERE id = @Id AND state = 'Open'";

    private const string Unaccepted = $"""
        SELECT {Columns} FROM escalation
        WHERE state = 'Open' OR (state = 'Exhausted' AND started_at >= @Since)
        ORDER BY started_at, id
        """;

    /// <summary>On PostgreSQL: those of several phones that happen at once are numbered one after another.</summary>
    private const string LockForAttempt = "SELECT id FROM escalation WHERE id = @EscalationId FOR NO KEY UPDATE";

    private const string InsertAttempt = """
        INSERT INTO escalation_attempt (escalation_id, seq, leg_id, engineer_id, target, at, outcome, place, cancel)
        VALUES (@EscalationId, (SELECT COALESCE(MAX(seq), 0) + 1 FROM escalation_attempt WHERE escalation_id = @EscalationId),
            @LegId, @EngineerId, @Target, @At, @Outcome, @Place, @Cancel)
        """;

    private const string End = "UPDATE escalation_attempt SET cancel = NULL WHERE escalation_id = @Id AND leg_id = @LegId";

    /// <summary>By the last note of each leg: those before it tell how it stood then.</summary>
    private const string Standing = $"""
        SELECT escalation_id, leg_id, engineer_id, target, at, outcome, attempt.place, cancel
        FROM escalation_attempt AS attempt JOIN escalation ON escalation.id = escalation_id
        WHERE lease_node = @Node AND NOT {Unfinished} AND cancel IS NOT NULL AND seq =
            (SELECT MAX(seq) FROM escalation_attempt AS note WHERE note.escalation_id = attempt.escalation_id AND note.leg_id = attempt.leg_id)
        """;

    private const string Attempts = """
        SELECT escalation_id, leg_id, engineer_id, target, at, outcome, place, cancel FROM escalation_attempt WHERE escalation_id = @Id ORDER BY seq
        """;

    public Task<Escalation> BeginAsync(NewEscalation escalation, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var key = new { Folio = escalation.Folio.Digits };
            if (database.IsPostgres) await connection.ExecuteAsync(LockTicket, key, transaction);
            var open = await connection.QuerySingleOrDefaultAsync<Row>(FindOpen, key, transaction);
            return open?.ToEscalation() ?? await InsertAsync(connection, transaction, escalation);
        },
        ct);

    public Task<Escalation?> LeaseAsync(string? id, string node, Instant realNow, Duration lease, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var now = Column.Of(realNow);
            var sql = database.IsPostgres ? Lapsed + " FOR UPDATE SKIP LOCKED" : Lapsed;
            var found = await connection.ExecuteScalarAsync<string?>(sql, new { Id = id, Now = now }, transaction);
            if (found is null)
            {
                return null;
            }

            var parameters = new { Id = found, Node = node, Now = now, Until = Column.Of(realNow + lease) };
            return (await connection.QuerySingleOrDefaultAsync<Row>(Lease, parameters, transaction))?.ToEscalation();
        },
        ct);

    public async Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct) =>
        await database.ExecuteAsync(Renew, new { Id = id, Node = node, Until = Column.Of(realNow + lease) }, ct) == 1;

    public async Task<bool> AcceptAsync(string id, string engineerId, Instant at, CancellationToken ct) =>
        await database.ExecuteAsync(Accept, new { Id = id, Engineer = engineerId }, ct) == 1;

    public async Task<bool> TakeAsync(string id, string engineerId, string node, Instant realNow, Duration lease, CancellationToken ct) =>
        await database.ExecuteAsync(Take, new { Id = id, Engineer = engineerId, Node = node, Until = Column.Of(realNow + lease) }, ct) == 1;

    public Task ReleaseAsync(string node, CancellationToken ct) => database.ExecuteAsync(Release, new { Node = node }, ct);

    public Task AdvanceAsync(string id, int place, Instant? notBefore, CancellationToken ct) =>
        database.ExecuteAsync(Advance, new { Id = id, Place = (long)place, NotBefore = Column.Of(notBefore) }, ct);

    public Task SettleAsync(string id, CancellationToken ct) => database.ExecuteAsync(Settle, new { Id = id }, ct);

    public async Task<bool> ReopenAsync(string id, Instant? notBefore, CancellationToken ct) =>
        await database.ExecuteAsync(Reopen, new { Id = id, NotBefore = Column.Of(notBefore) }, ct) == 1;

    public async Task<bool> DismissAsync(string id, string engineerId, Instant at, CancellationToken ct) =>
        await database.ExecuteAsync(Dismiss, new { Id = id, Engineer = engineerId }, ct) == 1;

    public async Task<bool> ExhaustAsync(string id, Instant at, CancellationToken ct) => await database.ExecuteAsync(Exhaust, new { Id = id }, ct) == 1;

    public Task NoteAttemptAsync(EscalationAttempt attempt, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (database.IsPostgres) await connection.ExecuteAsync(LockForAttempt, new { attempt.EscalationId }, transaction);
            var parameters = new
            {
                attempt.EscalationId, attempt.LegId, attempt.EngineerId, attempt.Target, At = Column.Of(attempt.At), attempt.Outcome, Place = (long)attempt.Place, attempt.Cancel,
            };
            return await connection.ExecuteAsync(InsertAttempt, parameters, transaction);
        },
        ct);

    public async Task<IReadOnlyList<EscalationAttempt>> AttemptsAsync(string id, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<AttemptRow>(Attempts, new { Id = id }), ct);
        return [.. rows.Select(row => row.ToAttempt())];
    }

    public Task NoteEndedAsync(string id, string legId, CancellationToken ct) => database.ExecuteAsync(End, new { Id = id, LegId = legId }, ct);

    public async Task<IReadOnlyList<EscalationAttempt>> StandingAsync(string node, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<AttemptRow>(Standing, new { Node = node }), ct);
        return [.. rows.Select(row => row.ToAttempt())];
    }

    public async Task<IReadOnlyList<Escalation>> UnfinishedAsync(CancellationToken ct) =>
        [.. (await database.ReadAsync(c => c.QueryAsync<Row>(ListUnfinished), ct)).Select(row => row.ToEscalation())];

    public async Task<IReadOnlyList<Escalation>> ListAsync(EscalationState? state, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(List, new { State = state?.ToString() }), ct);
        return [.. rows.Select(row => row.ToEscalation())];
    }

    public async Task<IReadOnlyList<Escalation>> UnacceptedAsync(Instant since, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(Unaccepted, new { Since = Column.Of(since) }), ct);
        return [.. rows.Select(row => row.ToEscalation())];
    }

    public async Task<Escalation?> FindAsync(Folio folio, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<Row>(FindLatest, new { Folio = folio.Digits }), ct))?.ToEscalation();

    /// <summary>Begins one in a transaction that is going on, as when its ticket is being raised.</summary>
    internal static async Task<Escalation> InsertAsync(DbConnection connection, DbTransaction transaction, NewEscalation escalation)
    {
        var row = new Row
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Folio = escalation.Folio.Digits,
            LineId = escalation.LineId,
            CallId = escalation.CallId,
            CallBackNumber = escalation.CallBackNumber,
            Language = escalation.Language,
            StartedAt = Column.Of(escalation.At),
            State = nameof(EscalationState.Open),
            FirstEngineer = escalation.First,
        };
        await connection.ExecuteAsync(Insert, row, transaction);
        return row.ToEscalation();
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Folio { get; init; }

        public required string LineId { get; init; }

        public string? CallId { get; init; }

        public required string CallBackNumber { get; init; }

        public required string Language { get; init; }

        public long StartedAt { get; init; }

        public required string State { get; init; }

        public string? AcceptedBy { get; init; }

        public string? FirstEngineer { get; init; }

        public long Place { get; init; }

        public long? NotBefore { get; init; }

        public Escalation ToEscalation() => new(
            Id,
            Domain.Tickets.Folio.Parse(Folio),
            LineId,
            CallId,
            CallBackNumber,
            Language,
            Column.Instant(StartedAt),
            Enum.Parse<EscalationState>(State),
            AcceptedBy)
        {
            First = FirstEngineer,
            Place = (int)Place,
            NotBefore = NotBefore is { } at ? Column.Instant(at) : null,
        };
    }

    private sealed class AttemptRow
    {
        public required string EscalationId { get; init; }

        public required string LegId { get; init; }

        public required string EngineerId { get; init; }

        public required string Target { get; init; }

        public long At { get; init; }

        public required string Outcome { get; init; }

        public long Place { get; init; }

        public string? Cancel { get; init; }

        public EscalationAttempt ToAttempt() => new(EscalationId, LegId, EngineerId, Target, Column.Instant(At), Outcome) { Place = (int)Place, Cancel = Cancel };
    }
}
