using NodaTime;

namespace SupportLine.Domain.Contracts;

/// <summary>
/// How wrong PINs slow the next try: a caller's number is limited, an organisation is only slowed, so that a stranger can
/// not lock a customer out.
/// </summary>
public abstract record PinThrottle
{
    /// <summary>How far back wrong PINs count.</summary>
    public static readonly Duration Window = Duration.FromHours(1);

    /// <summary>Wrong PINs within the window after which a caller's number is refused: three calls' worth.</summary>
    public const int CallerLimit = 9;

    /// <summary>Wrong PINs within the window after which each further try waits.</summary>
    public const int FreeFailures = 5;

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
    /// <param name="callerWithheld">
    /// Whether the caller's number is unknown: then the count is that of all such callers, and slows instead of refusing.
    /// </param>
    public static PinThrottle Decide(PinFailures failures, bool callerWithheld)
    {
        if (!callerWithheld && failures.ByCaller >= CallerLimit) return new Refused();
        var worst = Math.Max(failures.ForOrganisation, callerWithheld ? failures.ByCaller : 0);
        if (worst < FreeFailures) return new Allowed();
        var seconds = Math.Pow(2, Math.Min(worst - FreeFailures, 10));
        return new Delayed(Duration.Min(Duration.FromSeconds(seconds), LongestDelay));
    }
}
