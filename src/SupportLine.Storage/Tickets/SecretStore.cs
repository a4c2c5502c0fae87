using Dapper;
using NodaTime;
using SupportLine.Domain.Tickets;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Tickets;

internal sealed class SecretStore(Database database, SecretBox box, TicketHistory history) : ISecretStore
{
    private const string Put = """
        INSERT INTO ticket_secret (folio, name, sealed) VALUES (@Folio, @Name, @Sealed)
        ON CONFLICT (folio, name) DO UPDATE SET sealed = excluded.sealed
        """;

    private const string Find = "SELECT sealed FROM ticket_secret WHERE folio = @Folio AND name = @Name";

    private const string Names = "SELECT name FROM ticket_secret WHERE folio = @Folio ORDER BY name";

    private const string Drop = "DELETE FROM ticket_secret WHERE folio = @Folio AND name = @Name";

    public Task SetAsync(Folio folio, string name, Secret secret, string actor, Instant at, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var row = new { Folio = folio.Digits, Name = name, Sealed = box.Seal(secret, Place(folio, name)) };
            await history.AppendAsync(connection, transaction, folio, [new TicketChange.SecretSet(name)], actor, callId: null, at);
            await connection.ExecuteAsync(Put, row, transaction);
        },
        ct);

    public Task<Secret?> RevealAsync(Folio folio, string name, string actor, Instant at, CancellationToken ct) => database.WriteAsync<Secret?>(
        async (connection, transaction) =>
        {
            var text = await connection.ExecuteScalarAsync<string?>(Find, new { Folio = folio.Digits, Name = name }, transaction);
            if (text is null) return null;
            var secret = box.Open(text, Place(folio, name));
            await history.AppendAsync(connection, transaction, folio, [new TicketChange.SecretSeen(name)], actor, callId: null, at);
            return secret;
        },
        ct);

    public async Task<IReadOnlyList<string>> NamesAsync(Folio folio, CancellationToken ct) =>
        [.. await database.ReadAsync(c => c.QueryAsync<string>(Names, new { Folio = folio.Digits }), ct)];

    public Task<bool> DropAsync(Folio folio, string name, string actor, Instant at, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync(Drop, new { Folio = folio.Digits, Name = name }, transaction) == 0) return false;
            await history.AppendAsync(connection, transaction, folio, [new TicketChange.SecretDropped(name)], actor, callId: null, at);
            return true;
        },
        ct);

    private static string Place(Folio folio, string name) => $"{folio.Digits} {name}";
}
