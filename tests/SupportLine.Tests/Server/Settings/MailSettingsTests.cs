using MailKit.Security;
using Microsoft.Extensions.Configuration;
using SupportLine.Server.Settings;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Server.Settings;

public sealed class MailSettingsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void A_server_is_spoken_to_by_TLS_unless_it_is_said_otherwise()
    {
        var mail = Read(out var mistakes, ("Mail:Server", "smtp://mail.example.com"), ("Mail:From", "Acme <support@example.com>"))!.Mail!;
        Assert.Empty(mistakes);
        Assert.Equal(("mail.example.com", 587, SecureSocketOptions.StartTls), (mail.Host, mail.Port, mail.Security));
        Assert.Equal(("Acme", "support@example.com"), (mail.From.Name, mail.From.Address));

        Assert.Null(mail.Operator);

        mail = Read(out _, ("Mail:Server", "smtps://mail.example.com"), ("Mail:From", "support@example.com"), ("Mail:Username", "u"), ("Mail:Password", "p"), ("Mail:Operator", "op@example.com"))!.Mail!;
        Assert.Equal((465, SecureSocketOptions.SslOnConnect, "u", "p", "op@example.com"), (mail.Port, mail.Security, mail.Username, mail.Password, mail.Operator));
    }

    [Fact]
    public void What_was_sent_is_kept_for_a_quarter_of_a_year_unless_it_is_said_otherwise()
    {
        Assert.Equal(NodaTime.Duration.FromDays(90), Read(out _)!.KeepSent);
        Assert.Equal(NodaTime.Duration.FromDays(7), Read(out _, ("Outbox:KeepDays", "7"))!.KeepSent);
    }

    [Fact]
    public void Nothing_set_mails_nobody() => Assert.Null(Read(out _)!.Mail);

    [Theory]
    [InlineData("Mail:Server=http://mail.example.com Mail:From=a@b.example", "setting Mail:Server: 'http://mail.example.com' is no mail server")]
    [InlineData("Mail:Server=smtp://mail.example.com", "setting Mail:From: mails would be from nobody")]
    [InlineData("Mail:Server=smtp://mail.example.com Mail:From=nobody", "setting Mail:From: 'nobody' is no mail address")]
    [InlineData("Mail:Server=smtp://mail.example.com Mail:From=a@b.example Mail:Operator=nobody", "setting Mail:Operator: 'nobody' is no mail address")]
    [InlineData("Mail:From=a@b.example", "setting Mail:From: there is no mail server")]
    [InlineData("Mail:Server=smtp://mail.example.com Mail:From=a@b.example Mail:Username=u", "setting Mail:Password: there is a user name without a password")]
    [InlineData("Mail:Server=smtp://mail.example.com Mail:From=a@b.example Mail:StartTls=off Mail:Username=u Mail:Password=p", "setting Mail:StartTls: the password could go over the network in clear")]
    [InlineData("Mail:Server=smtps://mail.example.com Mail:From=a@b.example Mail:StartTls=required", "setting Mail:StartTls: smtps:// speaks TLS")]
    [InlineData("Outbox:KeepDays=0", "setting Outbox:KeepDays: '0' is out of range; write a whole number from 1 to 3650")]
    [InlineData("Webhooks:0:Url=ftp://a.example Webhooks:0:Secret=" + Secret, "setting Webhooks:0:Url: 'ftp://a.example' is no address to post to")]
    [InlineData("Webhooks:0:Url=https://a.example/", "setting Webhooks:0:Secret: the webhook has no secret to sign with")]
    [InlineData("Webhooks:0:Url=https://a.example/ Webhooks:0:Secret=whsec_AAAA", "setting Webhooks:0:Secret: the secret is not of the form whsec_BASE64")]
    [InlineData("Webhooks:0:Url=https://a.example/ Webhooks:0:Secret=" + Secret + " Webhooks:0:Events=ticket.eaten", "setting Webhooks:0:Events: there is no event 'ticket.eaten'; name any of ticket.raised, ")]
    public void What_can_not_stand_is_told(string settings, string mistake)
    {
        Assert.Null(Read(out var mistakes, [.. settings.Split(' ').Select(pair => (pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..]))]));
        Assert.Contains(mistakes, wrong => wrong.ToString().StartsWith(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_stands_for_its_bytes_and_is_in_no_mistake()
    {
        var hook = Assert.Single(Read(out _, ("Webhooks:0:Url", "https://a.example/"), ("Webhooks:0:Secret", Secret), ("Webhooks:0:Events:0", "engineer.rung"))!.Webhooks);
        Assert.Equal(Convert.FromBase64String(Secret["whsec_".Length..]), hook.Key);
        Assert.True(hook.Terms.Wants("engineer.rung"));
        Assert.False(hook.Terms.Wants("ticket.raised"));

        Read(out var mistakes, ("Webhooks:0:Url", "https://a.example/"), ("Webhooks:0:Secret", "hunter2"));
        Assert.DoesNotContain("hunter2", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    private static SiteSettings? Read(out IReadOnlyList<SettingMistake> mistakes, params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] folders = [("Lines", RepositoryFiles.Lines), ("Prompts", Path.Combine(RepositoryFiles.Root, "prompts"))];
        (string Key, string Value)[] mails = settings.Any(pair => pair.Key == "Mail:Server") ? [("Mail:Templates", Path.Combine(RepositoryFiles.Root, "mails"))] : [];
        return SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection([.. folders.Concat(mails).Concat(settings).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))]).Build(), out mistakes);
    }
}
