using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>What becomes of access data that somebody gives with a ticket.</summary>
public abstract record AccessDataRule
{
    private AccessDataRule()
    {
    }

    public required string Source { get; init; }

    /// <summary>It is kept in the ticket's secret field.</summary>
    public sealed record Keep(Secret Secret) : AccessDataRule;

    /// <summary>It is dropped at once, and whoever gave it is told so (IPX-16).</summary>
    public sealed record Drop : AccessDataRule;

    public static AccessDataRule Decide(Line line, string given) => line.AccessData.Value == AccessDataPolicy.SecretField
        ? new Keep(new Secret(given)) { Source = line.AccessData.Source }
        : new Drop { Source = line.AccessData.Source };
}
