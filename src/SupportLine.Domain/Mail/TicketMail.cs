using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Mail;

/// <summary>A mail to send about a ticket.</summary>
/// <param name="To">Its reader, at the address the contact signs in with (SNG-12).</param>
/// <param name="Language">In which it is written, BCP 47.</param>
/// <param name="Occasion">What it tells.</param>
/// <param name="Folio">Of which ticket; it stands in the subject.</param>
/// <param name="Link">Straight to the ticket; null where the line sends none.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
internal sealed record TicketMail(Contact To, string Language, MailOccasion Occasion, Folio Folio, Uri? Link, string Source);
