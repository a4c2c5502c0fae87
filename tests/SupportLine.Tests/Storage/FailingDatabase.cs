using System.Data.Common;
using SupportLine.Storage;
using SupportLine.Storage.Databases;

namespace SupportLine.Tests.Storage;

/// <summary>A database that can be told not to be there, and counts what it wrote.</summary>
internal sealed class FailingDatabase(Database inner) : Database
{
    private TaskCompletionSource _next = new();

    public override bool IsPostgres => inner.IsPostgres;

    /// <summary>Whether nothing can be written.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether the next write, that one alone, fails.</summary>
    public bool RefusesNext { get; set; }

    /// <summary>Commits so far.</summary>
    public int Written { get; set; }

    /// <summary>Completes with the next commit.</summary>
    public Task NextWrite => _next.Task;

    public override async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        if (IsAway || RefusesNext)
        {
            RefusesNext = false;
            throw new StoreException("the database could not be written", new IOException());
        }

        var result = await inner.WriteAsync(work, ct);
        Written++;
        Interlocked.Exchange(ref _next, new TaskCompletionSource()).SetResult();
        return result;
    }

    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct) => inner.ReadAsync(work, ct);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
