using Dapper;
using NodaTime;
using SupportLine.Domain.Phones;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Phones;

internal sealed class RegisteredPhoneStore(Database database) : IRegisteredPhoneStore
{
    private const string Put = """
        INSERT INTO binding (node, phone, contact, transport, remote, local, path, call_id, cseq, instance, until)
        VALUES (@Node, @Phone, @Contact, @Transport, @Remote, @Local, @Path, @CallId, @CSeq, @Instance, @Until)
        ON CONFLICT (node, phone, contact) DO UPDATE SET transport = excluded.transport, remote = excluded.remote, local = excluded.local,
            path = excluded.path, call_id = excluded.call_id, cseq = excluded.cseq, instance = excluded.instance, until = excluded.until
        """;

    private const string Remove = "DELETE FROM binding WHERE node = @Node AND phone = @Phone AND contact = @Contact";

    private const string Columns = "SELECT node, phone, contact, transport, remote, local, path, call_id, cseq, instance, until FROM binding";

    private const string InForce = Columns + " WHERE until > @At ORDER BY phone, node, contact";

    private const string OfNode = Columns + " WHERE node = @Node ORDER BY phone, contact";

    public Task PutAsync(RegisteredPhone phone, CancellationToken ct) => database.ExecuteAsync(
        Put,
        new
        {
            phone.Node, phone.Phone, phone.Contact, phone.Transport, phone.Remote, phone.Local, phone.Path, phone.CallId, phone.CSeq,
            phone.Instance, Until = Column.Of(phone.Until),
        },
        ct);

    public Task RemoveAsync(string node, string phone, string contact, CancellationToken ct) =>
        database.ExecuteAsync(Remove, new { Node = node, Phone = phone, Contact = contact }, ct);

    public Task<IReadOnlyList<RegisteredPhone>> InForceAsync(Instant at, CancellationToken ct) => ReadAsync(InForce, new { At = Column.Of(at) }, ct);

    public Task<IReadOnlyList<RegisteredPhone>> OfNodeAsync(string node, CancellationToken ct) => ReadAsync(OfNode, new { Node = node }, ct);

    private async Task<IReadOnlyList<RegisteredPhone>> ReadAsync(string sql, object parameters, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters), ct);
        return [.. rows.Select(row => new RegisteredPhone(row.Node, row.Phone, row.Contact, row.Transport, row.Remote, Column.Instant(row.Until))
        {
            Local = row.Local, Path = row.Path, CallId = row.CallId, CSeq = row.CSeq, Instance = row.Instance,
        })];
    }

    private sealed class Row
    {
        public required string Node { get; init; }

        public required string Phone { get; init; }

        public required string Contact { get; init; }

        public required string Transport { get; init; }

        public required string Remote { get; init; }

        public string? Local { get; init; }

        public required string Path { get; init; }

        public required string CallId { get; init; }

        public long CSeq { get; init; }

        public string? Instance { get; init; }

        public long Until { get; init; }
    }
}
