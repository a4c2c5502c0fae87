using NodaTime;

namespace SupportLine.Domain.Contracts;

/// <summary>Organisations, contacts, contracts and their PINs, as stored.</summary>
public interface IDirectory
{
    Task<Organisation?> OrganisationAsync(string id, CancellationToken ct);

    /// <summary>The organisation with this account number; null when none has it.</summary>
    Task<Organisation?> OrganisationByNumberAsync(string number, CancellationToken ct);

    Task<Contract?> ContractAsync(string lineId, string number, CancellationToken ct);

    /// <summary>Contracts of an organisation for a line, lapsed ones included, the newest first.</summary>
    Task<IReadOnlyList<Contract>> ContractsAsync(string organisationId, string lineId, CancellationToken ct);

    /// <summary>Everything that an organisation's entitlement on a line depends on, its credits included.</summary>
    Task<Account> AccountAsync(string organisationId, string lineId, CancellationToken ct);

    Task<IReadOnlyList<Contact>> ContactsAsync(string organisationId, CancellationToken ct);

    /// <summary>Contacts with this telephone number; more than one when a number is shared.</summary>
    Task<IReadOnlyList<Contact>> ContactsByPhoneAsync(string e164, CancellationToken ct);

    /// <summary>Contacts with this e-mail address, however its English letters are capitalised; more than one when an address is shared.</summary>
    Task<IReadOnlyList<Contact>> ContactsByEmailAsync(string email, CancellationToken ct);

    /// <summary>The stored hash of a contact's PIN; null when the contact has none.</summary>
    Task<string?> PinHashAsync(string contactId, CancellationToken ct);

    /// <summary>Stores a PIN's hash (see <c>PinHash</c>); null takes the PIN away.</summary>
    Task SetPinHashAsync(string contactId, string? hash, CancellationToken ct);

    /// <summary>Notes one wrong PIN, from a caller number (empty when withheld or vouched for by nobody) and for an organisation (null when unknown).</summary>
    Task NotePinFailureAsync(string callerNumber, string? organisationId, Instant at, CancellationToken ct);

    /// <summary>How many wrong PINs there were since an instant: from the caller number, and for the organisation.</summary>
    Task<PinFailures> PinFailuresAsync(string callerNumber, string? organisationId, Instant since, CancellationToken ct);

    Task SetContactAsync(Contact contact, CancellationToken ct);

    /// <summary>
    /// All or nothing: puts a whole import in place (upserts by key; the rota named is replaced), and where it withdraws, takes from
    /// whoever it does not name what they may do.
    /// </summary>
    /// <returns>Whom it does not name.</returns>
    Task<DirectoryOmissions> ImportAsync(DirectoryImport import, CancellationToken ct);
}
