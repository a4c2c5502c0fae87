namespace SupportLine.Domain.Mail;

/// <summary>What a mail about a ticket tells.</summary>
public enum MailOccasion
{
    /// <summary>It was raised.</summary>
    Creation,

    /// <summary>Something that concerns the customer was added to it.</summary>
    Update,
}
