namespace SupportLine.Storage.Credits;

/// <summary>Statements on ledgers.</summary>
internal static class CreditSql
{
    /// <summary>Makes the ledger where there is none, and takes its row: who else adds to it waits.</summary>
    public const string Take = """
        INSERT INTO credit_account (organisation_id, line_id, last_seq, balance) VALUES (@OrganisationId, @LineId, 0, 0)
        ON CONFLICT (organisation_id, line_id) DO UPDATE SET last_seq = credit_account.last_seq
        """;

    public const string Entries = """
        SELECT organisation_id, line_id, seq, at, kind, credits, reference, actor, reason FROM credit_entry
        WHERE organisation_id = @OrganisationId AND line_id = @LineId ORDER BY seq
        """;

    public const string Balance = "SELECT balance FROM credit_account WHERE organisation_id = @OrganisationId AND line_id = @LineId";

    public const string Insert = """
        INSERT INTO credit_entry (organisation_id, line_id, seq, at, kind, credits, reference, actor, reason)
        VALUES (@OrganisationId, @LineId, @Seq, @At, @Kind, @Credits, @Reference, @Actor, @Reason)
        """;

    public const string Move = """
        UPDATE credit_account SET last_seq = @Seq, balance = balance + @Credits
        WHERE organisation_id = @OrganisationId AND line_id = @LineId
        """;

    private const string Meter = "organisation_id, line_id, call_id, folio, node, overdraw, began_at, noted_at, talk, spoken_before";

    public const string Begin = $"""
        INSERT INTO credit_meter (reference, {Meter}, settled)
        VALUES (@Reference, @OrganisationId, @LineId, @CallId, @Folio, @Node, @Overdraw, @BeganAt, @NotedAt, @Talk, @SpokenBefore, 0)
        ON CONFLICT (reference) DO NOTHING
        """;

    public const string Spoken = """
        SELECT COUNT(*) AS talks, CAST(COALESCE(SUM(noted_at - began_at), 0) AS BIGINT) AS spoken FROM credit_meter
        WHERE call_id = @CallId AND folio = @Folio AND settled = 1
        """;

    public const string Note = "UPDATE credit_meter SET noted_at = @At WHERE reference = @Reference AND settled = 0 AND noted_at < @At";

    public const string Overdraw = "UPDATE credit_meter SET overdraw = 1 WHERE reference = @Reference AND settled = 0";

    public const string FindMeter = $"SELECT {Meter} FROM credit_meter WHERE reference = @Reference";

    public const string Settle = "UPDATE credit_meter SET settled = 1 WHERE reference = @Reference";

    public const string Unsettled = $"SELECT {Meter} FROM credit_meter WHERE node = @Node AND settled = 0 ORDER BY began_at, reference";
}
