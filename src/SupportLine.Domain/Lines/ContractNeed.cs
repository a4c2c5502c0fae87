namespace SupportLine.Domain.Lines;

/// <summary>What a request asks of a contract (SNG-07).</summary>
public enum ContractNeed
{
    /// <summary>None is needed; one may be had.</summary>
    NotRequired,

    /// <summary>None is sold for the product: it is never suggested.</summary>
    NotOffered,

    /// <summary>One in force is needed.</summary>
    Required,
}
