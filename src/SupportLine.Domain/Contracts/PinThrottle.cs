using NodaTime;

namespace SupportLine.Domain.Contracts;

/// <summary>
/// How wrong PINs, and contract numbers that nobody has, slow the next try. A number that is vouched for is limited by its own; numbers that
/// anybody can show are only slowed, all of them together. An organisation is slowed for everybody and, past a budget, closed to numbers that
/// are not on file of it. So a stranger can neither try for long nor lock a customer out.
/// </summary>
public abstract record PinThrottle
{
    /// <summary>How far back wrong PINs count.</summary>
    public static readonly Duration Window = Duration.FromHours(1);

    /// <summary>Wrong PINs within the window after which a caller's number is refused: three calls' worth.</summary>
    public const int CallerLimit = 9;

    /// <summary>Wrong PINs within the window after which each further try for an organisation waits.</summary>
    public const int FreeFailures = 5;

    /// <summary>Wrong PINs for an organisation within the window after which only numbers on file of it are asked for one.</summary>
    public const int OrganisationBudget = 30;

    /// <summary>Wrong PINs of all whom nobody vouches for after which each further try of theirs waits: so many honest callers mistype one.</summary>
    public const int FreeOfUntrusted = 30;

    private static readonly Duration LongestDelay = Duration.FromSeconds(30);

    private PinThrottle()
    {
    }

    /// <summary>The PIN may be tried at once.</summary>
    public sealed record Allowed : PinThrottle;

    /// <summary>The answer is given only after a while.</summary>
    public sealed record Delayed(Duration By) : PinThrottle;

    /// <summary>No PIN is taken from this number for now: the caller goes on as somebody unidentified.</summary>
    public sealed record Refused : PinThrottle;

    /// <param name="failures">Wrong PINs within <see cref="Window"/>.</param>
    /// <param name="callerTrusted">
    /// Whether somebody vouches for the caller's number; where not, or where it is withheld, the count is that of all such callers.
    /// </param>
    /// <param name="callerOnFile">Whether the caller's number is one of those on file of the organisation.</param>
    public static PinThrottle Decide(PinFailures failures, bool callerTrusted, bool callerOnFile)
    {
        if (callerTrusted && failures.ByCaller >= CallerLimit) return new Refused();
        if (!callerOnFile && failures.ForOrganisation >= OrganisationBudget) return new Refused();
        var over = Math.Max(failures.ForOrganisation - FreeFailures, callerTrusted ? -1 : failures.ByCaller - FreeOfUntrusted);
        return over < 0 ? new Allowed() : new Delayed(Duration.Min(Duration.FromSeconds(Math.Pow(2, Math.Min(over, 10))), LongestDelay));
    }
}
