using System.Net;
using System.Net.Sockets;
using MimeKit;
using SupportLine.CallTests.Interop;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Mail;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests.Mail;

/// <summary>Mails handed to a mail server that takes, refuses, stalls, is not there or is somebody else.</summary>
public sealed class SmtpSenderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task A_mail_goes_by_STARTTLS_with_the_account_and_arrives_as_it_was()
    {
        await using var server = await MailServer.StartAsync();
        Assert.IsType<Delivery.Taken>(await SendAsync(server.Settings, "maria"));

        var mail = Assert.Single(server.Mails);
        Assert.Equal(("maria@aceros.example", "yes"), (mail.Headers["X-Envelope-To"], mail.Headers["X-Envelope-Tls"]));
        Assert.Equal(("[52000011] Ñandú", "Se cayó."), (mail.Subject, mail.TextBody?.Trim()));
    }

    [SkippableFact]
    public async Task One_recipient_whom_the_server_does_not_know_is_refused_in_its_words_and_one_it_is_busy_for_waits()
    {
        await using var server = await MailServer.StartAsync();
        Assert.Equal(new Delivery.Refused("550 5.1.1 no such user here"), await SendAsync(server.Settings, "refused"));
        Assert.Equal(new Delivery.Later("451 4.3.2 come back later"), await SendAsync(server.Settings, "busy"));
        server.CalmDown();
        Assert.IsType<Delivery.Taken>(await SendAsync(server.Settings, "busy"));
        Assert.Single(server.Mails);
    }

    [SkippableFact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        await using var server = await MailServer.StartAsync();
        Assert.IsType<Delivery.Later>(await SendAsync(server.Settings, "stalls", TimeSpan.FromSeconds(2)));
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task A_wrong_password_waits_for_who_puts_it_right()
    {
        await using var server = await MailServer.StartAsync();
        Assert.IsType<Delivery.Later>(await SendAsync(server.Settings with { Password = "wrong" }, "maria"));
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task Nothing_is_said_to_a_server_whose_certificate_is_of_another_authority()
    {
        await using var server = await MailServer.StartAsync();
        using var others = await OpensslCertificates.MakeAsync();
        Assert.IsType<Delivery.Later>(await SendAsync(server.Settings with { AuthorityFile = others.Files.AuthorityFile }, "maria"));
        Assert.IsType<Delivery.Later>(await SendAsync(server.Settings with { AuthorityFile = null }, "maria"));
        Assert.Empty(server.Mails);
    }

    [SkippableFact]
    public async Task Nothing_goes_in_clear_where_TLS_is_required()
    {
        await using var server = await MailServer.StartAsync(secure: false);
        Assert.IsType<Delivery.Later>(await SendAsync(server.Settings with { Security = MailKit.Security.SecureSocketOptions.StartTls }, "maria"));
        Assert.Empty(server.Mails);
        Assert.IsType<Delivery.Taken>(await SendAsync(server.Settings, "maria"));
    }

    [SkippableFact]
    public async Task A_server_that_is_not_there_is_for_later()
    {
        await using var server = await MailServer.MakeAsync(secure: false);
        Assert.IsType<Delivery.Later>(await SendAsync(server.Settings, "maria"));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("554 5.7.1 no service for you\r\n")]
    [InlineData("421 4.3.2 too busy\r\n")]
    [InlineData("")]
    public async Task One_that_greets_otherwise_is_for_later(string greeting)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greets = GreetAsync(listener, greeting);
        var settings = new MailSettings("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, MailKit.Security.SecureSocketOptions.None, new MailboxAddress("", "a@b.example")) { Templates = "" };

        var later = Assert.IsType<Delivery.Later>(await SendAsync(settings, "maria"));
        Assert.DoesNotContain('\n', later.Why);
        await greets;
    }

    private static async Task GreetAsync(TcpListener listener, string greeting)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
    }

    private static async Task<Delivery> SendAsync(MailSettings settings, string recipient, TimeSpan? limit = null)
    {
        using var message = new MimeMessage { Subject = "[52000011] Ñandú", Body = new TextPart("plain") { Text = "Se cayó." } };
        message.From.Add(settings.From);
        message.To.Add(new MailboxAddress("", $"{recipient}@aceros.example"));
        return await new SmtpSender(settings).SendAsync(message, limit ?? Limit, default);
    }
}
