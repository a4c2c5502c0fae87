using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace SupportLine.Storage.Databases;

/// <summary>
/// PostgreSQL with tables that only one connection sees and that go with it, whatever becomes of this process (<c>pg_temp</c>): what is kept
/// in them is kept for nobody. Statements and how they are reached are those of <see cref="PostgresDatabase"/>, so that code made for them is too.
/// </summary>
internal sealed class PassingDatabase : Database
{
    /// <summary>Nothing is held for so long; whoever waits for it does so in vain.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);
    private bool _isClosed;

    private PassingDatabase(NpgsqlDataSource source, NpgsqlConnection connection) => (_source, _connection) = (source, connection);

    public override bool IsPostgres => true;

    public static async Task<PassingDatabase> OpenAsync(string connectionString, CancellationToken ct)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            var connection = await source.OpenConnectionAsync(ct);
            await connection.ExecuteAsync("SET search_path = pg_temp");
            return new PassingDatabase(source, connection);
        }
        catch (DbException)
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public override Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct) => InTurnAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(ct);
            return result;
        },
        ct);

    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct) => InTurnAsync(work, ct);

    /// <summary>Whoever is at it is waited for: a connection may never be closed under a statement. One that is not given back goes with the process.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!await _turn.WaitAsync(Patience)) return;
        _isClosed = true;
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
        _turn.Release();
    }

    private async Task<T> InTurnAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct)
    {
        if (!await _turn.WaitAsync(Patience, ct)) throw new StoreException("PostgreSQL: the one connection is not given back");
        try
        {
            // One that breaks, as when a statement is given up and the server does not say so in time, took its tables with it.
            if (_isClosed || _connection.State != ConnectionState.Open) throw new StoreException("PostgreSQL: the connection is closed");
            return await work(_connection);
        }
        finally
        {
            _turn.Release();
        }
    }
}
