using Npgsql;
using SupportLine.Domain.Outbox;
using SupportLine.Storage;
using SupportLine.Tests.Shared;

namespace SupportLine.Tests.Storage;

public sealed class PostgresStoreTests(PostgresServer server) : StoreSuite, IClassFixture<PostgresServer>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("store");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Two_nodes_that_start_together_both_find_the_schema()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var connection = await server.NewDatabaseAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.OpenAsync(connection, TimeProvider.System, default)));

        foreach (var store in stores)
        {
            Assert.Empty(await store.Tickets.ListAsync(new(), default));
            await store.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_server_that_is_not_there_is_one_clear_line()
    {
        Skip.If(server.Missing is not null, server.Missing);

        var refused = await Assert.ThrowsAsync<StoreException>(
            () => Store.OpenAsync("Host=127.0.0.1;Port=1;Username=postgres;Database=x;Timeout=2", TimeProvider.System, default));

        Assert.StartsWith("PostgreSQL:", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_passing_store_keeps_as_any_other_and_leaves_nothing_behind()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var connection = await server.NewDatabaseAsync();
        await using (var passing = await Store.OpenPassingAsync(connection, _folder.FullName, TimeProvider.System, default))
        {
            var raised = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => passing.Tickets.RaiseAsync(NewTicket(), default)));
            Assert.Equal(20, raised.Select(ticket => ticket.Ticket.Folio).Distinct().Count());
            Assert.Equal(20, (await passing.Tickets.ListAsync(new(), default)).Count);
        }

        await NoRelationsAsync(connection);
        await using var store = await Store.OpenAsync(connection, TimeProvider.System, default);
        Assert.Empty(await store.Tickets.ListAsync(new(), default));
    }

    [SkippableFact]
    public async Task A_passing_store_whose_connection_breaks_says_so()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var connection = await server.NewDatabaseAsync();
        await using var passing = await Store.OpenPassingAsync(connection, _folder.FullName, TimeProvider.System, default);
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.Equal(1L, await command.ExecuteScalarAsync());

        await Assert.ThrowsAnyAsync<Exception>(() => passing.Tickets.RaiseAsync(NewTicket(), default));
        await Assert.ThrowsAsync<StoreException>(() => passing.Tickets.RaiseAsync(NewTicket(), default));
    }

    [SkippableFact]
    public async Task A_passing_store_is_closed_once_whoever_is_at_it_has_done()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var connection = await server.NewDatabaseAsync();
        for (var i = 0; i < 10; i++)
        {
            var passing = await Store.OpenPassingAsync(connection, _folder.FullName, TimeProvider.System, default);
            var raising = Enumerable.Range(0, 8).Select(_ => passing.Tickets.RaiseAsync(NewTicket(), default)).ToList();
            await passing.DisposeAsync().AsTask().WaitAsync(Patience);
            foreach (var raised in raising)
            {
                var failed = await Record.ExceptionAsync(() => raised.WaitAsync(Patience));
                Assert.True(failed is null or StoreException, $"{failed}");
            }
        }
    }

    /// <summary>Tables and the like that are not PostgreSQL's own, those of other connections too.</summary>
    /// <summary>The server drops what a connection had a moment after it is gone.</summary>
    private static async Task NoRelationsAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            await using var command = source.CreateCommand("SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')");
            if ((long)(await command.ExecuteScalarAsync())! == 0) return;
            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    protected override async Task<Store> OpenAsync(INotifier? notifier)
    {
        Skip.If(server.Missing is not null, server.Missing);
        return await Store.OpenAsync(await server.NewDatabaseAsync(), TimeProvider.System, default, Path.Combine(_folder.FullName, "secret.key"), notifier);
    }
}
