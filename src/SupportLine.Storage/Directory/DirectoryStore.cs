using System.Data.Common;
using Dapper;
using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Contracts;
using SupportLine.Storage.Credits;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Directory;

internal sealed partial class DirectoryStore(Database database) : IDirectory
{
    public async Task<Organisation?> OrganisationAsync(string id, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<OrganisationRow>(DirectorySql.Organisation, new { Id = id }), ct))?.ToOrganisation();

    public async Task<Organisation?> OrganisationByNumberAsync(string number, CancellationToken ct) =>
        (await database.ReadAsync(c => c.QuerySingleOrDefaultAsync<OrganisationRow>(DirectorySql.OrganisationByNumber, new { Number = number }), ct))?.ToOrganisation();

    public async Task<Contract?> ContractAsync(string lineId, string number, CancellationToken ct) =>
        (await ContractsAsync(DirectorySql.Contract, new { LineId = lineId, Number = number }, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<Contract>> ContractsAsync(string organisationId, string lineId, CancellationToken ct) =>
        await ContractsAsync(DirectorySql.Contracts, new { OrganisationId = organisationId, LineId = lineId }, ct);

    public async Task<Account> AccountAsync(string organisationId, string lineId, CancellationToken ct)
    {
        var key = new { OrganisationId = organisationId, LineId = lineId };
        var assets = await database.ReadAsync(c => c.QueryAsync<AssetRow>(DirectorySql.Assets, key), ct);
        return new Account
        {
            OrganisationId = organisationId,
            Contracts = await ContractsAsync(organisationId, lineId, ct),
            Assets = [.. assets.Select(asset => asset.ToAsset())],
            Credits = (int)await database.ReadAsync(c => c.ExecuteScalarAsync<long>(CreditSql.Balance, key), ct),
            NamedFor = [.. await database.ReadAsync(c => c.QueryAsync<string>(DirectorySql.NamedFor, key), ct)],
        };
    }

    public async Task<IReadOnlyList<Contact>> ContactsAsync(string organisationId, CancellationToken ct) =>
        await ContactsAsync(DirectorySql.Contacts, new { OrganisationId = organisationId }, ct);

    /// <summary>The same within a transaction that is going on.</summary>
    internal static async Task<IReadOnlyList<Contact>> ContactsAsync(DbConnection connection, DbTransaction transaction, string organisationId) =>
        [.. (await connection.QueryAsync<ContactRow>(DirectorySql.Contacts, new { OrganisationId = organisationId }, transaction)).Select(row => row.ToContact())];

    public async Task<IReadOnlyList<Contact>> ContactsByPhoneAsync(string e164, CancellationToken ct) =>
        await ContactsAsync(DirectorySql.ContactsByPhone, new { Phone = e164 }, ct);

    public async Task<IReadOnlyList<Contact>> ContactsByEmailAsync(string email, CancellationToken ct) =>
        await ContactsAsync(DirectorySql.ContactsByEmail, new { Email = email.Trim().ToLowerInvariant() }, ct);

    public async Task<string?> PinHashAsync(string contactId, CancellationToken ct) =>
        await database.ReadAsync(c => c.ExecuteScalarAsync<string?>(DirectorySql.PinHash, new { Id = contactId }), ct);

    public Task SetPinHashAsync(string contactId, string? hash, CancellationToken ct) =>
        database.ExecuteAsync(DirectorySql.SetPinHash, new { Id = contactId, Hash = hash }, ct);

    public Task NotePinFailureAsync(string callerNumber, string? organisationId, Instant at, CancellationToken ct) => database.ExecuteAsync(
        DirectorySql.NoteFailure, new { At = Column.Of(at), CallerNumber = callerNumber, OrganisationId = organisationId }, ct);

    public async Task<PinFailures> PinFailuresAsync(string callerNumber, string? organisationId, Instant since, CancellationToken ct)
    {
        var row = await database.ReadAsync(
            c => c.QuerySingleAsync<FailureRow>(
                DirectorySql.CountFailures,
                new { CallerNumber = callerNumber, OrganisationId = organisationId ?? "", Since = Column.Of(since) }),
            ct);
        return new PinFailures((int)row.ByCaller, (int)row.ForOrganisation);
    }

    public Task SetContactAsync(Contact contact, CancellationToken ct) => database.ExecuteAsync(DirectorySql.PutContact, Parameters(contact), ct);

    private static object Parameters(Contact contact) => new
    {
        contact.Id,
        contact.OrganisationId,
        contact.Name,
        contact.Phone,
        contact.Email,
        contact.Language,
        Authorised = Column.Of(contact.Authorised),
    };

    private async Task<List<Contract>> ContractsAsync(string sql, object parameters, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<ContractRow>(sql, parameters), ct);
        return [.. rows.Select(row => new Contract(
            row.Number,
            row.OrganisationId,
            row.LineId,
            row.Product,
            LocalDatePattern.Iso.Parse(row.ValidFrom).Value,
            LocalDatePattern.Iso.Parse(row.ValidUntil).Value))];
    }

    private async Task<List<Contact>> ContactsAsync(string sql, object parameters, CancellationToken ct)
    {
        var rows = await database.ReadAsync(c => c.QueryAsync<ContactRow>(sql, parameters), ct);
        return [.. rows.Select(row => row.ToContact())];
    }

    private sealed class OrganisationRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public string? Number { get; init; }

        public Organisation ToOrganisation() => new(Id, Name) { Number = Number };
    }

    private sealed class ContractRow
    {
        public required string Number { get; init; }

        public required string OrganisationId { get; init; }

        public required string LineId { get; init; }

        public required string Product { get; init; }

        public required string ValidFrom { get; init; }

        public required string ValidUntil { get; init; }
    }

    private sealed class NamedRow
    {
        public required string OrganisationId { get; init; }

        public required string LineId { get; init; }

        public required string RequestType { get; init; }

        public NamedAccount ToNamed() => new(OrganisationId, LineId, RequestType);
    }

    private sealed class ContactRow
    {
        public required string Id { get; init; }

        public required string OrganisationId { get; init; }

        public required string Name { get; init; }

        public string? Phone { get; init; }

        public string? Email { get; init; }

        public string? Language { get; init; }

        public long Authorised { get; init; }

        public Contact ToContact() => new(Id, OrganisationId, Name, Phone, Email, Language, Authorised != 0);
    }

    private sealed class FailureRow
    {
        public long ByCaller { get; init; }

        public long ForOrganisation { get; init; }
    }
}
