using NodaTime;

namespace SupportLine.Domain.Contracts;

/// <summary>A contract for one product of an organisation (SNG-06), renewed yearly; a lapsed one does not entitle.</summary>
/// <param name="Number">Digits, as keyed by a caller.</param>
/// <param name="OrganisationId">Whose.</param>
/// <param name="LineId">The line it entitles to.</param>
/// <param name="Product">Product id, as the line names it.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
public sealed partial record Contract(
    string Number,
    string OrganisationId,
    string LineId,
    string Product,
    LocalDate From,
    LocalDate Until);
