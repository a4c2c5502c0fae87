using SupportLine.Domain.Agents;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Bans;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Knowledge;
using SupportLine.Domain.Nodes;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Phones;
using SupportLine.Domain.SignIn;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;
using SupportLine.Storage.Agents;
using SupportLine.Storage.Announcements;
using SupportLine.Storage.Bans;
using SupportLine.Storage.Calls;
using SupportLine.Storage.Credits;
using SupportLine.Storage.Databases;
using SupportLine.Storage.Directory;
using SupportLine.Storage.Knowledge;
using SupportLine.Storage.Lines;
using SupportLine.Storage.Migrations;
using SupportLine.Storage.Nodes;
using SupportLine.Storage.OnCall;
using SupportLine.Storage.Outbox;
using SupportLine.Storage.Phones;
using SupportLine.Storage.SignIn;
using SupportLine.Storage.Tickets;
using SupportLine.Storage.Visits;

namespace SupportLine.Storage;

/// <summary>All that is kept, in one database.</summary>
public sealed class Store : IAsyncDisposable
{
    /// <summary>The file of the key of secret fields, where no other is named.</summary>
    public const string DefaultSecretKey = "supportline.key";

    private readonly Database _database;
    private readonly CallJournal _journal;

    private Store(Database database, TimeProvider time, string secretKey, INotifier? notifier)
    {
        _database = database;
        _journal = new CallJournal(database, time);
        var history = new TicketHistory(notifier, time);
        Tickets = new TicketStore(database, _journal, history);
        Calls = new CallStore(database, _journal);
        Directory = new DirectoryStore(database);
        var rotas = new RotaStore(database);
        Rotas = rotas;
        RotaChanges = rotas;
        Escalations = new EscalationStore(database);
        Legs = new StandingLegStore(database);
        Nodes = new NodeStore(database);
        Agents = new AgentStore(database);
        Queue = new QueueStore(database);
        CallBacks = new CallBackStore(database);
        Announcements = new AnnouncementStore(database);
        Credits = new CreditStore(database);
        Visits = new VisitStore(database);
        Watches = new WatchStore(database, history);
        Secrets = new SecretStore(database, new SecretBox(secretKey), history);
        Outbox = new OutboxStore(database);
        Documents = new DocumentStore(database);
        Articles = new ArticleStore(database);
        Bans = new BanStore(database);
        Phones = new RegisteredPhoneStore(database);
        SignIns = new SignInStore(database);
        LineFiles = new LineFileStore(database);
    }

    public ITicketStore Tickets { get; }

    public ICallStore Calls { get; }

    public IDirectory Directory { get; }

    public IRotaStore Rotas { get; }

    public IRotaChanges RotaChanges { get; }

    public IEscalationStore Escalations { get; }

    public IStandingLegStore Legs { get; }

    public INodeStore Nodes { get; }

    public IAgentStore Agents { get; }

    public IQueueStore Queue { get; }

    public ICallBackStore CallBacks { get; }

    public IAnnouncementStore Announcements { get; }

    public ICreditStore Credits { get; }

    public IVisitStore Visits { get; }

    public IWatchStore Watches { get; }

    public ISecretStore Secrets { get; }

    public IOutbox Outbox { get; }

    public IDocumentStore Documents { get; }

    public IArticleStore Articles { get; }

    public IBanStore Bans { get; }

    public IRegisteredPhoneStore Phones { get; }

    public ISignInStore SignIns { get; }

    public ILineFileStore LineFiles { get; }

    /// <summary>Opens, and brings to this program's schema, the database of <c>Storage:Connection</c>.</summary>
    /// <param name="connection">A file's path is SQLite; <c>Host=...</c> is PostgreSQL.</param>
    /// <param name="time">Real time, for what is written a moment later.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <param name="secretKey">File of the key under which secret fields are kept.</param>
    /// <param name="notifier">Decides who hears of a ticket's changes; null when nobody does.</param>
    /// <exception cref="StoreException">It cannot be used; the message is one line for the operator.</exception>
    public static async Task<Store> OpenAsync(
        string connection, TimeProvider time, CancellationToken ct, string secretKey = DefaultSecretKey, INotifier? notifier = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await OpenAsync(
            IsPostgres(connection) ? "PostgreSQL" : connection,
            () => Task.FromResult<Database>(IsPostgres(connection) ? new PostgresDatabase(connection) : new SqliteDatabase(connection)),
            time,
            secretKey,
            notifier,
            ct);
    }

    /// <summary>Opens a store beside that of <c>Storage:Connection</c>, on the same kind of database: nothing of it is in that one, and nothing is left of it.</summary>
    /// <param name="connection">As for <see cref="OpenAsync(string, TimeProvider, CancellationToken, string, INotifier?)"/>; not touched where it is a file.</param>
    /// <param name="folder">Thrown away by whoever asks, once it is closed.</param>
    /// <param name="time">Real time, for what is written a moment later.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <exception cref="StoreException">It cannot be used; the message is one line for the operator.</exception>
    public static async Task<Store> OpenPassingAsync(string connection, string folder, TimeProvider time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return IsPostgres(connection)
            ? await OpenAsync("PostgreSQL", async () => await PassingDatabase.OpenAsync(connection, ct), time, DefaultSecretKey, null, ct)
            : await OpenAsync(Path.Combine(folder, "passing.db"), time, ct);
    }

    /// <summary>Opens the database of <c>Storage:Connection</c> to look into it, and changes nothing; null where there is none yet, or one of another program's schema.</summary>
    /// <param name="connection">As for <see cref="OpenAsync(string, TimeProvider, CancellationToken, string, INotifier?)"/>.</param>
    /// <param name="time">Real time.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <exception cref="StoreException">It does not answer; the message is one line for the operator.</exception>
    public static async Task<Store?> OpenAsItIsAsync(string connection, TimeProvider time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var isPostgres = IsPostgres(connection);
        if (!isPostgres && !File.Exists(connection)) return null;
        Database? database = null;
        try
        {
            database = isPostgres ? new PostgresDatabase(connection) : new SqliteDatabase(connection);
            if (await Migrator.IsCurrentAsync(database, ct)) return new Store(database, time, DefaultSecretKey, null);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or ArgumentException)
        {
            if (database is not null) await database.DisposeAsync();
            throw new StoreException($"{(isPostgres ? "PostgreSQL" : connection)}: {e.Message}", e);
        }

        await database.DisposeAsync();
        return null;
    }

    /// <summary>Writes, and changes nothing: whether it can be written to.</summary>
    public Task ProbeAsync(CancellationToken ct) => _database.ExecuteAsync("UPDATE node SET beats = beats WHERE id = (SELECT MIN(id) FROM node)", new { }, ct);

    private static bool IsPostgres(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    private static async Task<Store> OpenAsync(string name, Func<Task<Database>> open, TimeProvider time, string secretKey, INotifier? notifier, CancellationToken ct)
    {
        Database? database = null;
        try
        {
            database = await open();
            await Migrator.RunAsync(database, ct);
            return new Store(database, time, secretKey, notifier);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or ArgumentException or StoreException)
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            throw e as StoreException ?? new StoreException($"{name}: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
    }
}
