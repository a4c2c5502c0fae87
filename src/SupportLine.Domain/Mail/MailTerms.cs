namespace SupportLine.Domain.Mail;

/// <summary>A line's word on one kind of mail.</summary>
/// <param name="On">When it is sent.</param>
/// <param name="To">To whom.</param>
/// <param name="Link">Whether it carries a link straight to the ticket (XIV-06).</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record MailTerms(MailOccasion On, IReadOnlyList<MailReader> To, bool Link, string Source);
