namespace SupportLine.Domain.Lines;

/// <summary>What becomes of access data (addresses with credentials, passwords) that a customer gives.</summary>
public enum AccessDataPolicy
{
    /// <summary>They are never stored (IPX-16).</summary>
    NeverStored,

    /// <summary>They are kept in a secret field of the ticket: never spoken, never logged.</summary>
    SecretField,
}
