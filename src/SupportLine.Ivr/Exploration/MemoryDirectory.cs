using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Ivr.Exploration;

/// <summary>Made-up customers, their PINs hashed with a single round so that trying thousands takes no time.</summary>
internal sealed class MemoryDirectory : IDirectory
{
    private readonly List<(string Caller, string? Organisation, Instant At)> _failures = [];
    private readonly Dictionary<string, string> _pins = [];

    public List<Organisation> Organisations { get; } = [];

    public List<Contact> Contacts { get; } = [];

    public List<Contract> Contracts { get; } = [];

    /// <summary>Ledgers that accounts take their balance from.</summary>
    public MemoryCredits? Credits { get; set; }

    public List<Asset> Assets { get; } = [];

    public List<NamedAccount> Named { get; } = [];

    public int Failures => _failures.Count;

    /// <summary>An organisation with a contract.</summary>
    public void Add(string id, string name, string contract, string line, string product, LocalDate until)
    {
        Organisations.Add(new Organisation(id, name));
        Contracts.Add(new Contract(contract, id, line, product, new LocalDate(2023, 1, 1), until));
    }

    public void Add(string organisation, string id, string phone, string pin, bool authorised = true, string? email = null)
    {
        Contacts.Add(new Contact($"{organisation}/{id}", organisation, id, phone, email, null, authorised));
        _pins[$"{organisation}/{id}"] = Hash(pin);
    }

    public Task<Organisation?> OrganisationAsync(string id, CancellationToken ct) => Task.FromResult(Organisations.Find(known => known.Id == id));

    public Task<Organisation?> OrganisationByNumberAsync(string number, CancellationToken ct) =>
        Task.FromResult(Organisations.Find(known => known.Number == number));

    public Task<Contract?> ContractAsync(string lineId, string number, CancellationToken ct) =>
        Task.FromResult(Contracts.Find(known => known.LineId == lineId && known.Number == number));

    public Task<IReadOnlyList<Contract>> ContractsAsync(string organisationId, string lineId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Contract>>([.. Contracts.Where(known => known.OrganisationId == organisationId && known.LineId == lineId)]);

    public async Task<Account> AccountAsync(string organisationId, string lineId, CancellationToken ct) => new()
    {
        OrganisationId = organisationId,
        Contracts = await ContractsAsync(organisationId, lineId, ct),
        Assets = [.. Assets.Where(asset => asset.OrganisationId == organisationId && asset.LineId == lineId)],
        Credits = Credits is null ? 0 : await Credits.BalanceAsync(organisationId, lineId, ct),
        NamedFor = [.. Named.Where(named => named.OrganisationId == organisationId && named.LineId == lineId).Select(named => named.RequestType)],
    };

    public Task<IReadOnlyList<Contact>> ContactsAsync(string organisationId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Contact>>([.. Contacts.Where(known => known.OrganisationId == organisationId)]);

    public Task<IReadOnlyList<Contact>> ContactsByPhoneAsync(string e164, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Contact>>([.. Contacts.Where(known => known.Phone == e164)]);

    public Task<IReadOnlyList<Contact>> ContactsByEmailAsync(string email, CancellationToken ct) => throw new NotSupportedException();

    public Task<string?> PinHashAsync(string contactId, CancellationToken ct) => Task.FromResult(_pins.GetValueOrDefault(contactId));

    public Task SetPinHashAsync(string contactId, string? hash, CancellationToken ct) => throw new NotSupportedException();

    public Task NotePinFailureAsync(string callerNumber, string? organisationId, Instant at, CancellationToken ct)
    {
        _failures.Add((callerNumber, organisationId, at));
        return Task.CompletedTask;
    }

    public Task<PinFailures> PinFailuresAsync(string callerNumber, string? organisationId, Instant since, CancellationToken ct) => Task.FromResult(new PinFailures(
        _failures.Count(failure => failure.Caller == callerNumber && failure.At >= since),
        _failures.Count(failure => organisationId is not null && failure.Organisation == organisationId && failure.At >= since)));

    public Task SetContactAsync(Contact contact, CancellationToken ct) => throw new NotSupportedException();

    public Task<DirectoryOmissions> ImportAsync(DirectoryImport import, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The stored form of <see cref="PinHash"/>, with one round instead of many.</summary>
    private static string Hash(string pin)
    {
        var salt = new byte[16];
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(pin), salt, 1, HashAlgorithmName.SHA256, 32);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha256$1$1${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}");
    }
}
