namespace SupportLine.Domain.Calls;

/// <summary>What is known of a caller's right to support.</summary>
public enum CallerStanding
{
    /// <summary>Nobody we could recognise.</summary>
    Unidentified,

    /// <summary>A contact whom the customer has not authorised to raise tickets (IPX-11).</summary>
    NotAuthorised,

    /// <summary>An authorised contact who proved it.</summary>
    Authorised,
}
