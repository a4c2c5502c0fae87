using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SupportLine.CallTests.Kills;

/// <summary>What the store holds of the only emergency there is, read past the service.</summary>
/// <param name="State">Of the escalation.</param>
/// <param name="Settled">0 while whoever accepted has not been joined to the caller.</param>
/// <param name="Later">Whether somebody has taken it for later.</param>
/// <param name="Place">Of its ladder.</param>
/// <param name="Who">Who accepted; empty for nobody.</param>
/// <param name="Notes">How many of legs.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Events">Of its ticket.</param>
/// <param name="Legs">Others that stand: of a second engineer, or of a caller who waits.</param>
internal sealed record EscalationRecord(string State, long Settled, long Later, long Place, string Who, long Notes, string Last, long Events, long Legs)
{
    private const string Query = """
        SELECT state AS State, settled AS Settled, CAST(CASE WHEN not_before IS NULL THEN 0 ELSE 1 END AS BIGINT) AS Later, place AS Place,
            COALESCE(accepted_by, '') AS Who, (SELECT COUNT(*) FROM escalation_attempt) AS Notes,
            COALESCE((SELECT outcome FROM escalation_attempt ORDER BY seq DESC LIMIT 1), '') AS Last,
            (SELECT COUNT(*) FROM ticket_event) AS Events, (SELECT COUNT(*) FROM standing_leg) AS Legs
        FROM escalation
        """;

    /// <summary>Before there is any.</summary>
    private static readonly EscalationRecord None = new("none", 0, 0, 0, "", 0, "", 0, 0);

    /// <summary>Nobody has to be reached any more.</summary>
    public bool IsFinished => State is "Dismissed" or "Exhausted" || (State == "Accepted" && Settled == 1);

    /// <summary>Opens the store for reading.</summary>
    /// <param name="storage">As <c>Storage:Connection</c> has it.</param>
    public static DbConnection Open(string storage)
    {
        DbConnection connection = storage.StartsWith("Host=", StringComparison.Ordinal)
            ? new NpgsqlConnection(storage)
            : new SqliteConnection($"Data Source={storage};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }

    public static EscalationRecord Read(DbConnection connection) => connection.QuerySingleOrDefault<EscalationRecord>(Query) ?? None;
}
