using System.Data.Common;
using Dapper;

namespace SupportLine.Storage.Databases;

/// <summary>A place to keep things. What a write returned is durable.</summary>
internal abstract class Database : IAsyncDisposable
{
    // Here, where every statement passes: Dapper remembers how it read a row first, with or without it.
    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Which dialect's text of a statement to use, where the two differ.</summary>
    public abstract bool IsPostgres { get; }

    /// <summary>Runs work in a transaction of its own and returns after its commit; work that throws leaves no trace.</summary>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct);

    public abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken ct) => WriteAsync(
        async (connection, transaction) =>
        {
            await work(connection, transaction);
            return true;
        },
        ct);

    /// <summary>Runs one statement in a transaction of its own; how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken ct) =>
        WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction), ct);
}
