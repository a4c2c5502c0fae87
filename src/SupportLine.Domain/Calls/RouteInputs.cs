using NodaTime;
using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.Calls;

/// <summary>
/// Everything a route decision looks at beside the line file, which it names by hash: recorded with the decision, so that it
/// can be run again later and give the same result.
/// </summary>
public sealed record RouteInputs
{
    public required string LineId { get; init; }

    /// <summary>The line file's content (<c>Line.ContentHash</c>).</summary>
    public required string LineHash { get; init; }

    /// <summary>Id of the calendar that held (<c>SupportHours.Id</c>); empty for the line's only one.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>Version of the tz database that turned wall-clock hours into instants; see <see cref="TzVersionNow"/>.</summary>
    public required string TzVersion { get; init; }

    /// <summary>Business time of the decision.</summary>
    public required Instant At { get; init; }

    public required CallerStanding Standing { get; init; }

    /// <summary>The contract as it stood; null when none is known.</summary>
    public Contract? Contract { get; init; }

    /// <summary>Id of the request type; null when the caller did not say, or escalates.</summary>
    public string? RequestType { get; init; }

    /// <summary>Id of the product the request is about; null for the contract's, or where the line knows none.</summary>
    public string? Product { get; init; }

    /// <summary>Whether the account has what the request needs (<c>Entitlement</c>).</summary>
    public bool Entitled { get; init; } = true;

    /// <summary>Id of the severity the caller claims; null when not asked.</summary>
    public string? Claimed { get; init; }

    /// <summary>Whether the caller confirmed the claim by the second question that held at the time.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Whether the caller wants no more than to leave a message, because the request is not taken as it is.</summary>
    public bool MessageOnly { get; init; }

    /// <summary>Folio of the ticket that the caller escalates; null for a new request.</summary>
    public string? Escalates { get; init; }

    /// <summary>Whether a visit booked for this time names the caller or the organisation.</summary>
    public bool Booked { get; init; }

    /// <summary>Id of the technician a visit is booked with; null for none.</summary>
    public string? BookedEngineer { get; init; }

    /// <summary>Unverified emergencies from the caller's number within the last hour, this one not counted.</summary>
    public int UnverifiedInLastHour { get; init; }

    /// <summary>The tz database in use.</summary>
    public static string TzVersionNow => DateTimeZoneProviders.Tzdb.VersionId;
}
