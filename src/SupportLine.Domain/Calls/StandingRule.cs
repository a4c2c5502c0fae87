using NodaTime;
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

    /// <summary>
    /// Whether somebody's right to support is proven: by their standing (IPX-11), and by a contract in force unless the line
    /// serves registered accounts without one.
    /// </summary>
    public static bool IsProven(Line line, CallerStanding standing, Contract? contract, Instant at)
    {
        ArgumentNullException.ThrowIfNull(line);
        return standing == CallerStanding.Authorised
            && (line.Identification.WithoutContract || contract?.IsInForce(at, line.Hours.Zone) == true);
    }
}
