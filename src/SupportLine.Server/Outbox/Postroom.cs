using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Outbox;
using SupportLine.Ivr;
using SupportLine.Server.Mail;
using SupportLine.Server.Settings;
using SupportLine.Storage;

namespace SupportLine.Server.Outbox;

/// <summary>Everything that writes to people and programs, wired.</summary>
internal sealed class Postroom : IAsyncDisposable
{
    /// <summary>A webhook answers at once, or is tried again.</summary>
    private static readonly TimeSpan WebhookLimit = TimeSpan.FromSeconds(15);

    /// <summary>A mail with a recording takes longer than one answer of the server.</summary>
    private const int AnswersOfAMail = 4;

    private readonly OutboxSender _sender;
    private readonly IReadOnlyList<WebhookSender> _webhooks;

    private Postroom(OutboxSender sender, IReadOnlyList<WebhookSender> webhooks)
    {
        _sender = sender;
        _webhooks = webhooks;
    }

    /// <summary>Who hears of a ticket's changes, by the settings; for whatever changes tickets, the service or a verb beside it.</summary>
    public static INotifier Notifier(SiteSettings settings, LineBook lines) =>
        new Notifier(lines, settings.Mail is not null, settings.Mail?.Operator, [.. settings.Webhooks.Select(hook => hook.Terms)]);

    /// <summary>The site with its alerts, and what sends them once it is started.</summary>
    /// <param name="settings">Checked.</param>
    /// <param name="templates">Read; null for a site that mails nobody.</param>
    /// <param name="store">Open.</param>
    /// <param name="site">As it is so far.</param>
    /// <param name="loggers">Where it tells what it does.</param>
    public static (Postroom Postroom, Site Site) Open(SiteSettings settings, MailTemplates? templates, Store store, Site site, ILoggerFactory loggers)
    {
        var webhooks = settings.Webhooks.Select(hook => (hook.Terms.Url, Sender: new WebhookSender(hook.Key, site.RealTime, WebhookLimit))).ToList();
        var lanes = webhooks.ToDictionary(hook => hook.Url, ISender (hook) => hook.Sender);
        if (settings.Mail is { } mail && templates is not null)
        {
            var (writer, smtp) = (new MailWriter(site, templates, mail), new SmtpSender(mail));
            lanes.Add(Notification.MailLane, new MailSender(writer, smtp, mail.Timeout * AnswersOfAMail));
            lanes.Add(Notification.AlertLane, new MailSender(writer, smtp, mail.Timeout));
        }

        var sender = new OutboxSender(store.Outbox, lanes, site.Node, site.RealTime, loggers.CreateLogger<OutboxSender>());
        IAlerts alerts = new Alerts(store, site.Lines, settings.Mail is not null, [.. settings.Webhooks.Select(hook => hook.Terms)], site.RealTime, sender.Wake, loggers.CreateLogger<Alerts>());
        return (new Postroom(sender, [.. webhooks.Select(hook => hook.Sender)]), site with { Alerts = alerts, Mails = settings.Mail is not null });
    }

    public void Start() => _sender.Start();

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        foreach (var webhook in _webhooks) webhook.Dispose();
    }
}
