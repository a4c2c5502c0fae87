using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Outbox;

/// <summary>Decides, as a ticket's history goes on, what is sent to whom; the store writes it in the same commit.</summary>
public interface INotifier
{
    /// <param name="ticket">After the changes.</param>
    /// <param name="added">What was added to its history in this commit.</param>
    /// <param name="contacts">The contacts of the ticket's organisation.</param>
    /// <param name="observers">Ids of those who follow it.</param>
    IReadOnlyList<Notification> Decide(
        Ticket ticket, IReadOnlyList<TicketEvent> added, IReadOnlyList<Contact> contacts, IReadOnlyCollection<string> observers);
}
