namespace SupportLine.Domain.Outbox;

/// <summary>How one try came out.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The far end took it.</summary>
    public sealed record Taken : Delivery;

    /// <summary>Not now: it is tried again.</summary>
    /// <param name="Why">In the far end's words where it said any.</param>
    public sealed record Later(string Why) : Delivery;

    /// <summary>Never: trying again would change nothing.</summary>
    /// <param name="Why">In the far end's words.</param>
    public sealed record Refused(string Why) : Delivery;
}
