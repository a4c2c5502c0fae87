using SupportLine.Tests.Shared;

namespace SupportLine.CallTests.Sites;

/// <summary>Where a site's record is kept: the same calls are placed on both.</summary>
internal static class Stores
{
    private static readonly Lazy<Task<PostgresServer>> s_postgres = new(StartAsync);

    /// <summary>A file of the site's own.</summary>
    public static Task<string?> Sqlite() => Task.FromResult<string?>(null);

    /// <summary>A database of the site's own on the one server of this test run.</summary>
    public static async Task<string?> Postgres()
    {
        var server = await s_postgres.Value;
        Skip.If(server.Missing is not null, server.Missing);
        return await server.NewDatabaseAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        await server.InitializeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().Wait(TimeSpan.FromSeconds(10));
        return server;
    }
}
