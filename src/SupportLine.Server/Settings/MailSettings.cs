using MailKit.Security;
using MimeKit;

namespace SupportLine.Server.Settings;

/// <summary>Mail out.</summary>
/// <param name="Host">Of <c>Mail:Server</c>.</param>
/// <param name="Port">Of <c>Mail:Server</c>.</param>
/// <param name="Security">By its scheme and <c>Mail:StartTls</c>.</param>
/// <param name="From"><c>Mail:From</c>: who mails are from, and where replies go.</param>
internal sealed record MailSettings(string Host, int Port, SecureSocketOptions Security, MailboxAddress From)
{
    /// <summary><c>Mail:Username</c>; null where the server asks for none.</summary>
    public string? Username { get; init; }

    /// <summary><c>Mail:Password</c>.</summary>
    public string? Password { get; init; }

    /// <summary><c>Mail:Authority</c>: PEM file of the authority whose certificate the server shows; null for those the system trusts.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary><c>Mail:TimeoutSeconds</c>: how long an answer of the server is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>Mail:Operator</c>: where alarms go; null for each line's helpdesk.</summary>
    public string? Operator { get; init; }

    /// <summary><c>Mail:Templates</c>: folder of the templates.</summary>
    public required string Templates { get; init; }
}
