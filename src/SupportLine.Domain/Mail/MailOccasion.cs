namespace SupportLine.Domain.Mail;

/// <summary>What a mail about a ticket tells.</summary>
public enum MailOccasion
{
    /// <summary>It was raised.</summary>
    Creation,

    /// <summary>Something that concerns the customer was added to it.</summary>
    Update,

    /// <summary>The addresses that its caller was told of, because they can not be spoken (IPX-15, IPX-17).</summary>
    Addresses,

    /// <summary>Its folio, which the caller asked for.</summary>
    Folio,
}
