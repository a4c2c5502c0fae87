using SupportLine.Domain.Outbox;
using SupportLine.Server.Outbox;

namespace SupportLine.Server.Mail;

/// <summary>Writes and sends the mails of a lane.</summary>
internal sealed class MailSender(MailWriter writer, SmtpSender smtp, TimeSpan limit) : ISender
{
    public TimeSpan Limit => limit;

    public async Task<Delivery> SendAsync(OutboxEntry entry, CancellationToken ct)
    {
        try
        {
            return await writer.WriteAsync(entry, ct) is { } message
                ? await smtp.SendAsync(message, limit, ct)
                : new Delivery.Refused("its ticket is not there, or no line has it");
        }
        catch (MimeKit.ParseException e)
        {
            return new Delivery.Refused($"'{entry.Notification.Recipient}' is no mail address: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
