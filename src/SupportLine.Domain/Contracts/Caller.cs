namespace SupportLine.Domain.Contracts;

/// <summary>Who is phoning, as far as the conversation found out.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>A contact who proved it, and the contract the call is about; null where none is known.</summary>
    public sealed record Identified(Organisation Organisation, Contact Contact, Contract? Contract) : Caller;

    /// <summary>Nobody we could recognise.</summary>
    /// <param name="Number">The number the call came from; empty when withheld.</param>
    public sealed record Unidentified(string Number) : Caller;
}
