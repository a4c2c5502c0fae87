using NodaTime;

namespace SupportLine.Domain.Contracts;

public sealed partial record Contract
{
    /// <summary>Whether it entitles on a day: first and last day included (SNG-06: a lapsed one does not).</summary>
    public bool IsInForce(LocalDate day) => From <= day && day <= Until;

    /// <summary>Whether it entitles at an instant, by the calendar of a zone.</summary>
    public bool IsInForce(Instant at, DateTimeZone zone) => IsInForce(at.InZone(zone).Date);

    /// <summary>
    /// The contract a call is about: of those in force the one that runs longest, otherwise the one that lapsed last; null
    /// when there is none.
    /// </summary>
    public static Contract? Current(IEnumerable<Contract> contracts, LocalDate day) =>
        contracts.OrderByDescending(contract => contract.IsInForce(day)).ThenByDescending(contract => contract.Until).FirstOrDefault();
}
