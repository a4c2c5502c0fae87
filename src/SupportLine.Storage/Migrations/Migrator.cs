using System.Data.Common;
using Dapper;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Migrations;

/// <summary>Brings a database to this program's schema: numbered files, each once, in one commit.</summary>
internal static class Migrator
{
    /// <exception cref="StoreException">The database is of a later program, or of another one.</exception>
    public static async Task RunAsync(Database database, CancellationToken ct)
    {
        var scripts = Scripts();
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                if (database.IsPostgres)
                {
                    // Two nodes that start together: one migrates, the other waits and finds it done.
                    await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(7374726)", transaction: transaction);
                }

                await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)", transaction: transaction);
                var version = await connection.ExecuteScalarAsync<long?>("SELECT MAX(version) FROM schema_version", transaction: transaction) ?? 0;
                if (version > scripts.Count)
                {
                    throw new StoreException($"the database has schema version {version}, this program knows {scripts.Count}; run the newer program");
                }

                await ApplyAsync(connection, transaction, scripts, (int)version);
            },
            ct);
    }

    /// <summary>Whether a database has this program's schema; nothing is changed.</summary>
    public static async Task<bool> IsCurrentAsync(Database database, CancellationToken ct)
    {
        try
        {
            return await database.ReadAsync(c => c.ExecuteScalarAsync<long?>("SELECT MAX(version) FROM schema_version"), ct) == Scripts().Count;
        }
        catch (DbException e) when (!database.IsPostgres || e.SqlState == "42P01")
        {
            // There is no such table: nothing has ever been kept in it.
            return false;
        }
    }

    private static async Task ApplyAsync(DbConnection connection, DbTransaction transaction, List<string> scripts, int from)
    {
        for (var i = from; i < scripts.Count; i++)
        {
            await connection.ExecuteAsync(scripts[i], transaction: transaction);
            await connection.ExecuteAsync("INSERT INTO schema_version (version) VALUES (@Version)", new { Version = (long)i + 1 }, transaction);
        }
    }

    private static List<string> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }
}
