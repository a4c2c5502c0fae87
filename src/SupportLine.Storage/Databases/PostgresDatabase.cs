using System.Data.Common;
using Npgsql;

namespace SupportLine.Storage.Databases;

/// <summary>PostgreSQL, which a site or a cluster of nodes shares.</summary>
internal sealed class PostgresDatabase(string connectionString) : Database
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public override bool IsPostgres => true;

    public override async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(ct);
        return result;
    }

    public override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        return await work(connection);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
