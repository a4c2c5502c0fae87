using SupportLine.Domain.Outbox;
using SupportLine.Storage;
using SupportLine.Tests.Shared;

namespace SupportLine.Tests.Storage;

public sealed class PostgresStoreTests(PostgresServer server) : StoreSuite, IClassFixture<PostgresServer>, IDisposable
{
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

    protected override async Task<Store> OpenAsync(INotifier? notifier)
    {
        Skip.If(server.Missing is not null, server.Missing);
        return await Store.OpenAsync(await server.NewDatabaseAsync(), TimeProvider.System, default, Path.Combine(_folder.FullName, "secret.key"), notifier);
    }
}
