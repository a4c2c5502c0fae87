using NodaTime;
using SupportLine.Storage;

namespace SupportLine.Server.Settings;

/// <summary>What an operator sets, read and checked once at start. Each property names its configuration key.</summary>
internal sealed record SiteSettings
{
    public required SipSettings Sip { get; init; }

    public required MediaSettings Media { get; init; }

    /// <summary><c>Storage:Connection</c>: a file path is SQLite, <c>Host=...</c> is PostgreSQL.</summary>
    public required string Storage { get; init; }

    /// <summary><c>Storage:SecretKey</c>: file of the key under which secret fields are kept; made when the first one is.</summary>
    public string SecretKey { get; init; } = Store.DefaultSecretKey;

    /// <summary><c>Storage:Node</c>: this service's name among those that share a store; the machine's when left out.</summary>
    public string Node { get; init; } = Environment.MachineName;

    /// <summary><c>Lines</c>: folder of the line files.</summary>
    public required string Lines { get; init; }

    /// <summary><c>Prompts</c>: folder of the prompts.</summary>
    public required string Prompts { get; init; }

    /// <summary><c>Recordings</c>: folder the recordings are written to.</summary>
    public required string Recordings { get; init; }

    /// <summary><c>Http:Listen</c>: where <c>/healthz</c> answers; null for nowhere.</summary>
    public Uri? Http { get; init; }

    /// <summary><c>Control:Socket</c>: file by which commands on this machine reach the running service; null for none.</summary>
    public string? Control { get; init; }

    /// <summary><c>Log:Format</c>: whether the log is a JSON object an event (<c>json</c>) instead of a line (<c>text</c>).</summary>
    public bool JsonLog { get; init; }

    /// <summary><c>Diagnostics:Numbers</c>: whether <c>prompt</c>, <c>nomedia</c> and <c>echo</c> are answered.</summary>
    public bool DiagnosticNumbers { get; init; }

    /// <summary><c>Clock:StartAt</c>: the instant at which business time starts; null for real time.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public required SpeechSettings Speech { get; init; }

    /// <summary><c>Mail</c>; null for a site that mails nobody.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary><c>Webhooks</c>.</summary>
    public IReadOnlyList<WebhookSettings> Webhooks { get; init; } = [];

    /// <summary><c>Outbox:KeepDays</c>: how long what was sent is kept, in real time.</summary>
    public Duration KeepSent { get; init; } = Duration.FromDays(90);
}
