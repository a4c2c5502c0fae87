namespace SupportLine.Domain.Credits;

public enum CreditKind
{
    /// <summary>A pack that was sold (SNG-04).</summary>
    Pack,

    /// <summary>Came with a contract (SNG-04).</summary>
    Grant,

    /// <summary>Used up on a call (SNG-03).</summary>
    Spent,

    /// <summary>Put right by a person, up or down.</summary>
    Adjusted,
}
