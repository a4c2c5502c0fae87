using NodaTime;

namespace SupportLine.Domain.Outbox;

/// <summary>What becomes of a notification after a try.</summary>
public static class RetryRule
{
    /// <summary>Between the first two tries; it doubles from one to the next.</summary>
    private static readonly Duration First = Duration.FromSeconds(5);

    private static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>A weekend with the mail server down is survived.</summary>
    private static readonly Duration MailLimit = Duration.FromDays(4);

    /// <summary>An alert that comes later than that misleads whoever reads it.</summary>
    private static readonly Duration AlertLimit = Duration.FromHours(1);

    /// <summary>Part of a wait that chance moves it by, either way: a server that comes back is not met by all at once.</summary>
    private const double Jitter = 0.2;

    /// <param name="entry">As it was before the try.</param>
    /// <param name="delivery">How the try came out.</param>
    /// <param name="realNow">When.</param>
    /// <param name="chance">0 up to 1.</param>
    public static (OutboxState State, Instant DueAt, string? Error) Decide(OutboxEntry entry, Delivery delivery, Instant realNow, double chance)
    {
        switch (delivery)
        {
            case Delivery.Taken:
                return (OutboxState.Sent, entry.DueAt, null);
            case Delivery.Refused refused:
                return (OutboxState.Failed, entry.DueAt, refused.Why);
            case Delivery.Later later:
                var next = realNow + Wait(entry.Attempts, chance);
                var limit = entry.Notification.IsAlert ? AlertLimit : MailLimit;
                return next - entry.Since > limit ? (OutboxState.Failed, entry.DueAt, later.Why) : (OutboxState.Waiting, next, later.Why);
            default:
                throw new InvalidOperationException($"A try can not come out as {delivery}.");
        }
    }

    /// <summary>Whether it is better not sent any more, as after a node that had stood still over night: so is an alert that was too late to be tried again.</summary>
    public static bool IsTooLate(OutboxEntry entry, Instant realNow) => entry.Notification.IsAlert && realNow - entry.Since > AlertLimit;

    private static Duration Wait(int attempts, double chance)
    {
        var wait = Duration.Min(First * Math.Pow(2, Math.Min(attempts, 30)), Longest);
        return wait * (1 + (Jitter * ((2 * chance) - 1)));
    }
}
