using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.Simulation;

/// <summary>A made-up organisation: contracts that lapse and are renewed, equipment that ages, credits bought now and then.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Contacts">Whom the organisation has registered, one of them not authorised.</param>
/// <param name="Contracts">Contracts, each for a year.</param>
/// <param name="Assets">Equipment and systems.</param>
/// <param name="NamedFor">Request types that are open to it by name.</param>
/// <param name="Purchases">Packs of credits and the days on which they are bought, in order.</param>
internal sealed record SimulatedCustomer(
    string Id,
    IReadOnlyList<Contact> Contacts,
    IReadOnlyList<Contract> Contracts,
    IReadOnlyList<Asset> Assets,
    IReadOnlyList<string> NamedFor,
    IReadOnlyList<(LocalDate Day, int Credits)> Purchases)
{
    public Account Account(string lineId, int credits) => new()
    {
        OrganisationId = Id,
        Contracts = [.. Contracts.Where(contract => contract.LineId == lineId)],
        Assets = Assets,
        Credits = credits,
        NamedFor = NamedFor,
    };
}
