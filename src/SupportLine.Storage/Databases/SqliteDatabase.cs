using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SupportLine.Storage.Databases;

/// <summary>
/// SQLite in WAL mode with <c>synchronous=FULL</c>: one thread writes, and what waits together is committed together. A
/// writer hears of its work only after the commit.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>Most pieces of work in one commit.</summary>
    private const int Group = 128;

    private readonly string _connectionString;
    private readonly BlockingCollection<Work> _queue = [];
    private readonly SqliteConnection _writer;
    private readonly Thread _thread;

    /// <exception cref="StoreException">The file cannot be used as a database.</exception>
    public SqliteDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10 }.ToString();
        _writer = new SqliteConnection(_connectionString);
        try
        {
            _writer.Open();
            _writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        }
        catch (SqliteException e)
        {
            _writer.Dispose();
            throw new StoreException(
                e.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB
                    ? $"{path} is not a SupportLine database, nor any SQLite database; name another file or none"
                    : $"{path} cannot be opened as a database: {e.Message}",
                e);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    public override bool IsPostgres => false;

    public override Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T? result = default;
        _queue.Add(
            new Work(
                (connection, transaction) => result = work(connection, transaction).GetAwaiter().GetResult(),
                () => done.SetResult(result!),
                exception => done.SetException(exception)),
            ct);
        return done.Task;
    }

    public override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct)
    {
        // The library's asynchronous calls block; a read is short and pooled connections are at hand.
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        return await work(connection);
    }

    public override ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _writer.Dispose();
        _queue.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        var group = new List<Work>(Group);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < Group && _queue.TryTake(out var next))
            {
                group.Add(next);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Work> group)
    {
        var acknowledged = new List<Action>(group.Count);
        try
        {
            // IMMEDIATE: another process that writes is waited for here, not in the middle.
            using var transaction = _writer.BeginTransaction(deferred: false);
            foreach (var work in group)
            {
                transaction.Save("work");
                try
                {
                    work.Run(_writer, transaction);
                    transaction.Release("work");
                    acknowledged.Add(work.Succeed);
                }
                catch (Exception e)
                {
                    // One piece of work fails alone; whoever asked for it gets its exception.
                    transaction.Rollback("work");
                    acknowledged.Add(() => work.Fail(e));
                }
            }

            transaction.Commit();
        }
        catch (SqliteException e)
        {
            group.ForEach(work => work.Fail(new StoreException($"the database could not be written: {e.Message}", e)));
            return;
        }

        acknowledged.ForEach(acknowledge => acknowledge());
    }

    private sealed record Work(Action<DbConnection, DbTransaction> Run, Action Succeed, Action<Exception> Fail);
}
