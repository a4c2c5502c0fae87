using Dapper;
using NodaTime;
using SupportLine.Domain.SignIn;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.SignIn;

internal sealed class SignInStore(Database database) : ISignInStore
{
    private const string Accounts = """
        SELECT contact_id, password_hash, must_change FROM portal_account
        JOIN contact ON contact.id = contact_id
        WHERE LOWER(email) = @Email ORDER BY contact_id
        """;

    private const string Give = """
        INSERT INTO portal_account (contact_id, password_hash, must_change) VALUES (@ContactId, @Hash, 1)
        ON CONFLICT (contact_id) DO UPDATE SET password_hash = excluded.password_hash, must_change = 1
        """;

    private const string Change = """
        UPDATE portal_account SET password_hash = @Hash, must_change = 0
        WHERE contact_id = @ContactId AND password_hash = @PasswordHash
        """;

    private const string Remove = "DELETE FROM portal_account WHERE contact_id = @ContactId";

    private const string NoteFailure = "INSERT INTO sign_in_failure (at, email) VALUES (@At, @Email)";

    private const string CountFailures = "SELECT COUNT(*) FROM sign_in_failure WHERE email = @Email AND at >= @Since";

    public async Task<IReadOnlyList<PortalAccount>> AccountsAsync(string email, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<Row>(Accounts, new { Email = Key(email) }), ct);
        return [.. rows.Select(row => new PortalAccount(row.ContactId, row.PasswordHash, row.MustChange != 0))];
    }

    public Task GiveAsync(string contactId, string passwordHash, CancellationToken ct) =>
        database.ExecuteAsync(Give, new { ContactId = contactId, Hash = passwordHash }, ct);

    public async Task<bool> ChangeAsync(PortalAccount account, string passwordHash, CancellationToken ct) =>
        await database.ExecuteAsync(Change, new { account.ContactId, account.PasswordHash, Hash = passwordHash }, ct) == 1;

    public async Task<bool> RemoveAsync(string contactId, CancellationToken ct) =>
        await database.ExecuteAsync(Remove, new { ContactId = contactId }, ct) == 1;

    public Task NoteFailureAsync(string email, Instant at, CancellationToken ct) =>
        database.ExecuteAsync(NoteFailure, new { At = Column.Of(at), Email = Key(email) }, ct);

    public async Task<int> FailuresAsync(string email, Instant since, CancellationToken ct) => (int)await database.ReadAsync(
        c => c.ExecuteScalarAsync<long>(CountFailures, new { Email = Key(email), Since = Column.Of(since) }), ct);

    private static string Key(string email) => email.Trim().ToLowerInvariant();

    private sealed class Row
    {
        public required string ContactId { get; init; }

        public required string PasswordHash { get; init; }

        public long MustChange { get; init; }
    }
}
