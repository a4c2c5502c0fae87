using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Settings;

namespace SupportLine.Server.Mail;

/// <summary>Hands one mail at a time to the mail server (RFC 5321), each over a connection of its own.</summary>
internal sealed class SmtpSender(MailSettings settings)
{
    /// <summary>Exceeded storage allocation (RFC 5321 section 4.2.3): the mail is too large whatever command it is said to.</summary>
    private const int TooLarge = 552;

    /// <param name="message">To one recipient.</param>
    /// <param name="limit">After so long it is given up, whatever the server does meanwhile.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<Delivery> SendAsync(MimeMessage message, TimeSpan limit, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        using var client = Client();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, limited.Token);
            if (settings.Username is { } username) await client.AuthenticateAsync(username, settings.Password!, limited.Token);
            await client.SendAsync(message, limited.Token);
        }
        catch (SmtpCommandException e)
        {
            return Judge(e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Delivery.Later($"{settings.Host}:{settings.Port} did not take it within {limit.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is AuthenticationException or SslHandshakeException or ProtocolException or IOException or SocketException or TimeoutException or NotSupportedException or ServiceNotAuthenticatedException)
        {
            return new Delivery.Later($"{settings.Host}:{settings.Port}: {Row(e.Message)}");
        }

        await QuitAsync(client, limited.Token);
        return new Delivery.Taken();
    }

    /// <summary>
    /// A 5xx to the recipient or the mail is final. One to anything else is about this site (its address, its account), which
    /// somebody puts right, so that the mail waits.
    /// </summary>
    private static Delivery Judge(SmtpCommandException e)
    {
        var words = $"{(int)e.StatusCode} {Row(e.Message)}";
        var isAboutIt = e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
        return (int)e.StatusCode == TooLarge || ((int)e.StatusCode >= 500 && isAboutIt) ? new Delivery.Refused(words) : new Delivery.Later(words);
    }

    /// <summary>It is taken already: a server that does not say goodbye changes nothing.</summary>
    private static async Task QuitAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException or TimeoutException)
        {
            client.Dispose();
        }
    }

    private SmtpClient Client()
    {
        // Revocation is asked of servers of third parties, and mails would wait for those.
        var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds, CheckCertificateRevocation = false };
        if (settings.AuthorityFile is { } file) client.ServerCertificateValidationCallback = (_, shown, _, errors) => IsOf(file, shown, errors);
        return client;
    }

    /// <summary>Whether a certificate bears the server's name and is of the authority in a file.</summary>
    private static bool IsOf(string file, X509Certificate? shown, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static string Row(string text) => text.ReplaceLineEndings(" ").Trim();
}
