using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Storage.Calls;
using SupportLine.Storage.Databases;
using SupportLine.Storage.Migrations;

namespace SupportLine.Tests.Storage;

/// <summary>A journal on a database that fails when told, in virtual time.</summary>
internal sealed class JournalSite : IAsyncDisposable
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 10, 17, 30);

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("journal");

    private JournalSite()
    {
        Database = new FailingDatabase(new SqliteDatabase(Path.Combine(_folder.FullName, "store.db")));
        Journal = new CallJournal(Database, Time);
        Calls = new CallStore(Database, Journal);
    }

    public FakeTimeProvider Time { get; } = new();

    public FailingDatabase Database { get; }

    public CallJournal Journal { get; }

    public CallStore Calls { get; }

    public static async Task<JournalSite> OpenAsync()
    {
        var site = new JournalSite();
        await Migrator.RunAsync(site.Database, default);
        site.Database.Written = 0;
        return site;
    }

    public Task OpenAsync(string id) => Calls.OpenAsync(new CallRecord(id, null, "nomedia", "", Now, null, null), "node", default);

    /// <summary>As another process finds it: what only waits here is not there.</summary>
    public async Task<CallRecord?> FoundByAnotherAsync(string id)
    {
        await using var another = new CallJournal(Database, Time);
        return await new CallStore(Database, another).FindAsync(id, default);
    }

    public async ValueTask DisposeAsync()
    {
        Database.IsAway = false;
        await Journal.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
