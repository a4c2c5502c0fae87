using Dapper;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Bans;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Knowledge;
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

    static Store() => DefaultTypeMap.MatchNamesWithUnderscores = true;

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
        var isPostgres = connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        Database? database = null;
        try
        {
            database = isPostgres ? new PostgresDatabase(connection) : new SqliteDatabase(connection);
            await Migrator.RunAsync(database, ct);
            return new Store(database, time, secretKey, notifier);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or ArgumentException or StoreException)
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            throw e as StoreException ?? new StoreException($"{(isPostgres ? "PostgreSQL" : connection)}: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
    }
}
