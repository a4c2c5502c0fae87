namespace SupportLine.Storage.Tickets;

/// <summary>Statements on tickets and their history.</summary>
internal static class TicketSql
{
    public const string Columns = """
        folio, line_id, organisation_id, contact_id, contract_number, request_type, claimed, confirmed, severity, verified_by,
        status, contact_number, language, caller_verified, incomplete, missing, recording, call_id, assignee, raised_at, due_at,
        product, given, calendar
        """;

    /// <summary>The next running number of a line; raisers of the same line wait for each other on its row.</summary>
    public const string NextNumber = """
        INSERT INTO folio_counter (line_id, last) VALUES (@LineId, 1)
        ON CONFLICT (line_id) DO UPDATE SET last = folio_counter.last + 1
        RETURNING last
        """;

    public const string Insert = """
        INSERT INTO ticket (folio, line_id, organisation_id, contact_id, contract_number, request_type, claimed, confirmed,
            severity, status, contact_number, language, caller_verified, incomplete, missing, recording, call_id, raised_at,
            due_at, decision, product, given, calendar)
        VALUES (@Folio, @LineId, @OrganisationId, @ContactId, @ContractNumber, @RequestType, @Claimed, @Confirmed,
            @Severity, @Status, @ContactNumber, @Language, @CallerVerified, @Incomplete, @Missing, @Recording, @CallId, @RaisedAt,
            @DueAt, @Decision, @Product, @Given, @Calendar)
        """;

    public const string Find = $"SELECT {Columns} FROM ticket WHERE folio = @Folio";

    public const string FindByCall = $"SELECT {Columns} FROM ticket WHERE call_id = @CallId ORDER BY raised_at DESC, folio DESC LIMIT 1";

    public const string List = $"""
        SELECT {Columns} FROM ticket
        WHERE (CAST(@LineId AS TEXT) IS NULL OR line_id = @LineId)
          AND (CAST(@OrganisationId AS TEXT) IS NULL OR organisation_id = @OrganisationId)
          AND (CAST(@Status AS TEXT) IS NULL OR status = @Status)
          AND (CAST(@Assignee AS TEXT) IS NULL OR assignee = @Assignee)
        """;

    public const string ListOrder = " ORDER BY raised_at DESC, folio DESC LIMIT @Limit";

    /// <summary>By the number of the call, which is written before its ticket: the ticket's own is whatever was keyed.</summary>
    public const string UnverifiedSince = """
        SELECT COUNT(*) FROM ticket JOIN call ON call.id = ticket.call_id
        WHERE call.caller_number = @Number AND ticket.caller_verified = 0 AND ticket.confirmed = 1 AND ticket.raised_at >= @Since
        """;

    /// <summary>The number of the next line of a history; its ticket's row is locked by the update before it.</summary>
    public const string NextSeq = "SELECT COALESCE(MAX(seq), 0) + 1 FROM ticket_event WHERE folio = @Folio";

    public const string InsertEvent = """
        INSERT INTO ticket_event (folio, seq, at, actor, change, call_id) VALUES (@Folio, @Seq, @At, @Actor, @Change, @CallId)
        """;

    public const string Events = "SELECT folio, seq, at, actor, change, call_id FROM ticket_event WHERE folio = @Folio ORDER BY seq";

    public const string SetStatus = "UPDATE ticket SET status = @To WHERE folio = @Folio AND status = @From";

    public const string SetSeverity = "UPDATE ticket SET severity = @To, due_at = @DueAt, verified_by = @Actor WHERE folio = @Folio AND severity = @From";

    public const string SetAssignee = "UPDATE ticket SET assignee = @To WHERE folio = @Folio";

    /// <summary>Changes nothing: takes the row's lock, and tells whether the ticket exists.</summary>
    public const string Touch = "UPDATE ticket SET folio = folio WHERE folio = @Folio";

    public const string Observe = """
        INSERT INTO ticket_observer (folio, contact_id) VALUES (@Folio, @ContactId) ON CONFLICT (folio, contact_id) DO NOTHING
        """;

    public const string StopObserving = "DELETE FROM ticket_observer WHERE folio = @Folio AND contact_id = @ContactId";

    public const string Observers = "SELECT contact_id FROM ticket_observer WHERE folio = @Folio ORDER BY contact_id";

    public const string InsertConsent = """
        INSERT INTO consent (folio, seq, at, actor, given, how, call_id) VALUES (@Folio, @Seq, @At, @Actor, @Given, @How, @CallId)
        """;

    public const string LatestConsent = "SELECT at, actor, given, how, call_id FROM consent WHERE folio = @Folio ORDER BY seq DESC LIMIT 1";

    /// <summary>The history went on: somebody looks at the ticket at once.</summary>
    public const string Look = """
        INSERT INTO ticket_watch (folio, due_at, lease_until) VALUES (@Folio, @At, 0)
        ON CONFLICT (folio) DO UPDATE SET due_at = excluded.due_at
        """;
}
