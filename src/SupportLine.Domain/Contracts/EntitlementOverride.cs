using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Contracts;

/// <summary>A person's decision to take a request although something is missing.</summary>
public abstract record EntitlementOverride
{
    private EntitlementOverride()
    {
    }

    /// <summary>It is taken, and the reason goes into the history.</summary>
    public sealed record Accepted(TicketChange.EntitlementOverridden Change) : EntitlementOverride;

    /// <summary>It is not.</summary>
    /// <param name="Why">In words for the person who tried.</param>
    public sealed record Refused(string Why) : EntitlementOverride;

    /// <param name="entitlement">What was decided by the terms.</param>
    /// <param name="open">Whether support is open: nobody overrides at night.</param>
    /// <param name="actor">Who: <c>agent:NAME</c>.</param>
    /// <param name="reason">Why, in words.</param>
    public static EntitlementOverride Decide(Entitlement entitlement, bool open, string actor, string reason)
    {
        if (entitlement is not Entitlement.Lacking lacking) return new Refused("nothing is missing that could be overridden");
        if (!open) return new Refused("an entitlement is overridden in support hours only");
        if (!actor.StartsWith("agent:", StringComparison.Ordinal)) return new Refused("only an agent overrides an entitlement");
        if (string.IsNullOrWhiteSpace(reason)) return new Refused("an entitlement is overridden with a reason");
        return new Accepted(new TicketChange.EntitlementOverridden([.. lacking.Lacks.Select(lack => lack.Kind.ToString())], reason.Trim()));
    }
}
