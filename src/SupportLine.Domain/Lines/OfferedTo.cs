namespace SupportLine.Domain.Lines;

/// <summary>To whom a kind of request is offered at all (SNG-10).</summary>
public enum OfferedTo
{
    Everyone,

    /// <summary>Organisations that have, or had, the product: by a contract or an equipment.</summary>
    ProductHolders,

    /// <summary>Organisations whose account names it.</summary>
    NamedAccounts,
}
