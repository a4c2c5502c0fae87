namespace SupportLine.Domain.Mail;

/// <summary>Who gets a mail about a ticket.</summary>
public enum MailReader
{
    /// <summary>The contact who raised it.</summary>
    Requester,

    /// <summary>Every contact who follows it.</summary>
    Observers,
}
