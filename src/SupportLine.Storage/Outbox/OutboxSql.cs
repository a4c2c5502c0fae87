namespace SupportLine.Storage.Outbox;

/// <summary>Statements on the outbox.</summary>
internal static class OutboxSql
{
    public const string Columns = "number, id, notification, created_at, state, attempts, due_at, since, error";

    public const string Known = "SELECT COUNT(*) FROM outbox WHERE key = @Key";

    public const string NextNumber = """
        INSERT INTO outbox_counter (one, last) VALUES (1, 1)
        ON CONFLICT (one) DO UPDATE SET last = outbox_counter.last + 1
        RETURNING last
        """;

    public const string Insert = """
        INSERT INTO outbox (number, id, key, lane, recipient, notification, created_at, state, attempts, due_at, since, lease_until)
        VALUES (@Number, @Id, @Key, @Lane, @Recipient, @Notification, @At, 'Waiting', 0, @At, @At, 0)
        ON CONFLICT (key) DO NOTHING
        """;

    /// <summary>The first that is due and nobody holds; PostgreSQL passes over rows that another node is just taking.</summary>
    public const string Due = """
        SELECT number FROM outbox
        WHERE state = 'Waiting' AND lane = @Lane AND due_at <= @Now AND lease_until < @Now
        ORDER BY due_at, number LIMIT 1
        """;

    public const string Lease = $"""
        UPDATE outbox SET lease_node = @Node, lease_until = @Until
        WHERE number = @Number AND state = 'Waiting' AND lease_until < @Now
        RETURNING {Columns}
        """;

    public const string Settle = """
        UPDATE outbox SET state = @State, attempts = attempts + 1, due_at = @DueAt, error = @Error, settled_at = @Now, lease_node = NULL, lease_until = 0
        WHERE number = @Number AND lease_node = @Node
        """;

    public const string List = $"""
        SELECT {Columns} FROM outbox WHERE CAST(@State AS TEXT) IS NULL OR state = @State ORDER BY number DESC LIMIT @Limit
        """;

    public const string Retry = """
        UPDATE outbox SET state = 'Waiting', attempts = 0, due_at = @Now, since = @Now WHERE number = @Number AND state <> 'Sent'
        """;

    /// <summary>So many at once that nobody who writes meanwhile waits long.</summary>
    public const string Prune = """
        DELETE FROM outbox WHERE number IN (
            SELECT number FROM outbox WHERE state = 'Sent' AND settled_at < @Before ORDER BY settled_at LIMIT 500)
        """;
}
