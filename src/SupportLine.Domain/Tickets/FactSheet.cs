using SupportLine.Domain.Contracts;

namespace SupportLine.Domain.Tickets;

/// <summary>Gathers what is known of a customer's system, to be attached to a ticket as it is raised (XCL-06).</summary>
public static class FactSheet
{
    /// <summary>The facts of every equipment of the product, or of all where no product is known; null when nothing is known.</summary>
    public static TicketChange.FactsAttached? For(Account account, string? product)
    {
        var facts = account.Assets.Where(asset => product is null || asset.Product == product)
            .SelectMany(asset => asset.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)
                .Select(fact => new Fact(fact.Key, fact.Value)).Prepend(new Fact("id", asset.Id)))
            .ToList();
        return facts.Count > 0 ? new TicketChange.FactsAttached(facts) : null;
    }
}
