using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Calls;

/// <summary>Who counts as somebody who may raise a ticket on a line.</summary>
public static class StandingRule
{
    /// <summary>
    /// Every registered contact where the line says so (XCL-09), otherwise those whom the customer has authorised (IPX-11).
    /// </summary>
    public static CallerStanding Of(Line line, Contact contact) =>
        contact.Authorised || line.WhoMayOpen.Value == Openers.RegisteredContacts
            ? CallerStanding.Authorised
            : CallerStanding.NotAuthorised;
}
