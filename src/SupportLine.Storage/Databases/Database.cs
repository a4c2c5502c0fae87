using System.Data.Common;

namespace SupportLine.Storage.Databases;

/// <summary>A place to keep things. What a write returned is durable.</summary>
internal abstract class Database : IAsyncDisposable
{
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
}
