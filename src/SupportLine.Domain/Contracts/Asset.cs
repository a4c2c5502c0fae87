using NodaTime;

namespace SupportLine.Domain.Contracts;

/// <summary>An equipment, module or system of an organisation.</summary>
/// <param name="Id">Unique: serial number, deployment ID.</param>
/// <param name="OrganisationId">Whose.</param>
/// <param name="LineId">The line that supports it.</param>
/// <param name="Product">Product id, as the line names it.</param>
/// <param name="BoughtOn">When it was bought; null when unknown.</param>
/// <param name="WarrantyUntil">Last day of its warranty; null for none.</param>
/// <param name="MaintenanceUntil">Last day of a maintenance period that was bought; null for none.</param>
/// <param name="Facts">What is known of it (version, address), attached to its tickets (XCL-06).</param>
public sealed record Asset(
    string Id,
    string OrganisationId,
    string LineId,
    string Product,
    LocalDate? BoughtOn,
    LocalDate? WarrantyUntil,
    LocalDate? MaintenanceUntil,
    IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>The last day of maintenance: what was bought, or the months that come with a new one (SNG-08).</summary>
    public LocalDate? MaintainedUntil(int includedMonths)
    {
        var included = includedMonths > 0 && BoughtOn is { } day ? day.PlusMonths(includedMonths).PlusDays(-1) : (LocalDate?)null;
        return included is null || MaintenanceUntil > included ? MaintenanceUntil ?? included : included;
    }
}
