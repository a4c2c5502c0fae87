namespace SupportLine.Domain.Contracts;

/// <summary>What can be done about a lack.</summary>
public enum Remedy
{
    /// <summary>Nothing that could be bought: a person or a message.</summary>
    AskSales,

    BuyContract,
    RenewContract,
    RenewMaintenance,
    BuyCredits,
}
