using System.Net;
using MailKit.Security;
using MimeKit;
using SupportLine.Domain.Mail;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    private const string MailServer = "Mail:Server";

    private static readonly string[] OtherMailKeys = ["Mail:StartTls", "Mail:Username", "Mail:Password", "Mail:From", "Mail:Operator", "Mail:TimeoutSeconds", "Mail:Authority", "Mail:Templates"];

    private MailSettings? Mail()
    {
        if (Text(MailServer) is not { } text)
        {
            if (OtherMailKeys.FirstOrDefault(key => Text(key) is not null) is { } idle)
            {
                Wrong(idle, "there is no mail server", "set Mail:Server, for example smtp://mail.example.com:587");
            }

            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var server) || server.Scheme is not ("smtp" or "smtps") || server.Host.Length == 0 || server.PathAndQuery is not ("/" or "") || server.UserInfo.Length > 0)
        {
            Wrong(MailServer, $"'{text}' is no mail server", "write smtp://HOST:PORT, or smtps://HOST:PORT where TLS comes first; user and password have keys of their own");
            return null;
        }

        var security = Security(server);
        var (username, password) = MailAccount(server, security);
        var isSecure = server.Scheme == "smtps";
        return new MailSettings(server.Host, server.Port > 0 ? server.Port : isSecure ? 465 : 587, security, From())
        {
            Username = username,
            Password = password,
            AuthorityFile = File("Mail:Authority"),
            Operator = Operator(),
            Timeout = TimeSpan.FromSeconds(Number("Mail:TimeoutSeconds", 30, 1, 300)),
            Templates = Folder("Mail:Templates", "mails"),
        };
    }

    private SecureSocketOptions Security(Uri server)
    {
        const string Key = "Mail:StartTls";
        if (server.Scheme == "smtps")
        {
            if (Text(Key) is not null) Wrong(Key, "smtps:// speaks TLS from the first byte", "leave it out, or write smtp:// in Mail:Server");
            return SecureSocketOptions.SslOnConnect;
        }

        switch (Text(Key)?.ToLowerInvariant())
        {
            case null or "required":
                return SecureSocketOptions.StartTls;
            case "preferred":
                return SecureSocketOptions.StartTlsWhenAvailable;
            case "off":
                return SecureSocketOptions.None;
            default:
                Wrong(Key, $"'{Text(Key)}' says nothing about TLS", "write required, preferred or off");
                return SecureSocketOptions.StartTls;
        }
    }

    private (string? Username, string? Password) MailAccount(Uri server, SecureSocketOptions security)
    {
        var (username, password) = (Text("Mail:Username"), Text("Mail:Password"));
        if (username is not null && password is null) Wrong("Mail:Password", "there is a user name without a password", "write it, or set SUPPORTLINE_Mail__Password");
        if (username is null && password is not null) Wrong("Mail:Username", "there is a password and nobody whose it is", "write the user name that the mail server knows");
        var isHere = server.IsLoopback || (IPAddress.TryParse(server.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        if (username is not null && !isHere && security is SecureSocketOptions.None or SecureSocketOptions.StartTlsWhenAvailable)
        {
            Wrong("Mail:StartTls", "the password could go over the network in clear", "write required");
        }

        return (username, password);
    }

    private string? Operator()
    {
        const string Key = "Mail:Operator";
        if (Text(Key) is not { } text || MailAddressRule.IsAddress(text)) return Text(Key);
        Wrong(Key, $"'{text}' is no mail address", "write who is told when nobody accepts an emergency, for example operator@example.com");
        return null;
    }

    private MailboxAddress From()
    {
        const string Key = "Mail:From";
        var text = Text(Key);
        if (text is not null && MailboxAddress.TryParse(text, out var from) && MailAddressRule.IsAddress(from.Address)) return from;
        Wrong(Key, text is null ? "mails would be from nobody" : $"'{text}' is no mail address", "write for example \"Acme Support <support@example.com>\"; replies go there");
        return new MailboxAddress("", "nobody@invalid");
    }
}
