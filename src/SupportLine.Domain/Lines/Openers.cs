namespace SupportLine.Domain.Lines;

/// <summary>Who may raise tickets.</summary>
public enum Openers
{
    /// <summary>Contacts whom the customer has authorised (IPX-11).</summary>
    AuthorisedContacts,

    /// <summary>Everybody with a registered account (XCL-09).</summary>
    RegisteredContacts,
}
