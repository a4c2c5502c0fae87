using SupportLine.Domain.Outbox;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

public sealed class SqliteStoreTests : StoreSuite, IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("store");

    private string File => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_raised_is_there_when_the_file_is_opened_again()
    {
        await using (var store = await OpenAsync())
        {
            await store.Tickets.RaiseAsync(NewTicket(), default);
        }

        await using var again = await OpenAsync();
        Assert.Single(await again.Tickets.ListAsync(new(), default));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line_and_left_alone()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000));

        var refused = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Contains("is not a SupportLine database", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(5000, new FileInfo(File).Length);
    }

    [Fact]
    public async Task A_database_of_a_later_program_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File}"))
        {
            await connection.OpenAsync();
            var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_version VALUES (999)";
            await command.ExecuteNonQueryAsync();
        }

        var refused = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Contains("run the newer program", refused.Message, StringComparison.Ordinal);
    }

    protected override Task<Store> OpenAsync(INotifier? notifier) =>
        Store.OpenAsync(File, TimeProvider.System, default, Path.Combine(_folder.FullName, "secret.key"), notifier);
}
