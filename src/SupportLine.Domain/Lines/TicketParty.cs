namespace SupportLine.Domain.Lines;

/// <summary>Who does something to a ticket.</summary>
public enum TicketParty
{
    /// <summary>A caller or contact of the customer's.</summary>
    Customer,

    /// <summary>An agent, an engineer, the operator.</summary>
    Support,

    /// <summary>The product by itself: a deadline, an automation.</summary>
    System,
}
