using System.Text.Json.Serialization;
using SupportLine.Domain.Mail;

namespace SupportLine.Domain.Outbox;

/// <summary>The closed set of things that are sent to somebody, each to one address, so that each is tried on its own.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReaderMail), "reader-mail")]
[JsonDerivedType(typeof(HelpdeskMail), "helpdesk-mail")]
[JsonDerivedType(typeof(AlertMail), "alert-mail")]
[JsonDerivedType(typeof(AlarmMail), "alarm-mail")]
[JsonDerivedType(typeof(WebhookCall), "webhook-call")]
public abstract record Notification
{
    /// <summary>Lane of mails that may wait a while.</summary>
    public const string MailLane = "mail";

    /// <summary>Lane of mails that do not wait behind others.</summary>
    public const string AlertLane = "alert";

    private Notification()
    {
    }

    /// <summary>What it is about: of two with the same key, the first is kept.</summary>
    [JsonIgnore]
    public abstract string Key { get; }

    /// <summary>Those of a lane are sent one after another; no lane waits for another.</summary>
    [JsonIgnore]
    public abstract string Lane { get; }

    /// <summary>The address it goes to.</summary>
    [JsonIgnore]
    public abstract string Recipient { get; }

    /// <summary>Whether it tells somebody that they are being rung now, and is of no use later.</summary>
    [JsonIgnore]
    public virtual bool IsAlert => false;

    /// <summary>To a contact, about lines of a ticket's history.</summary>
    /// <param name="Folio">The ticket's, digits.</param>
    /// <param name="Seqs">Numbers of the history's lines it tells of.</param>
    /// <param name="Occasion">What it tells.</param>
    /// <param name="ContactId">The reader.</param>
    /// <param name="Name">As the reader is addressed.</param>
    /// <param name="Address">Of the reader.</param>
    /// <param name="Language">BCP 47.</param>
    /// <param name="Link">Straight to the ticket; null for none.</param>
    public sealed record ReaderMail(
        string Folio, IReadOnlyList<int> Seqs, MailOccasion Occasion, string ContactId, string Name, string Address, string Language, Uri? Link) : Notification
    {
        [JsonIgnore]
        public override string Key => $"reader:{Folio}:{Seqs[0]}:{Occasion}:{ContactId}";

        [JsonIgnore]
        public override string Lane => MailLane;

        [JsonIgnore]
        public override string Recipient => Address;
    }

    /// <summary>A new ticket, with its recording, to the helpdesk.</summary>
    public sealed record HelpdeskMail(string Folio, string Address, string Language) : Notification
    {
        [JsonIgnore]
        public override string Key => $"helpdesk:{Folio}";

        [JsonIgnore]
        public override string Lane => MailLane;

        [JsonIgnore]
        public override string Recipient => Address;
    }

    /// <summary>To an engineer whose phone begins to ring.</summary>
    public sealed record AlertMail(AlertFacts Alert, string Address, string Language) : Notification
    {
        [JsonIgnore]
        public override string Key => $"alert:{Alert.EscalationId}:{Alert.LegId}";

        [JsonIgnore]
        public override string Lane => AlertLane;

        [JsonIgnore]
        public override bool IsAlert => true;

        [JsonIgnore]
        public override string Recipient => Address;
    }

    /// <summary>To the operator: a ladder ended and nobody had accepted.</summary>
    /// <param name="Folio">The ticket's, digits.</param>
    /// <param name="Seq">Number of the history's line that says so.</param>
    /// <param name="Address">The operator's.</param>
    /// <param name="Language">BCP 47.</param>
    public sealed record AlarmMail(string Folio, int Seq, string Address, string Language) : Notification
    {
        [JsonIgnore]
        public override string Key => $"alarm:{Folio}:{Seq}";

        [JsonIgnore]
        public override string Lane => AlertLane;

        [JsonIgnore]
        public override string Recipient => Address;
    }

    /// <summary>To another program.</summary>
    /// <param name="About">What it is about, beside its address.</param>
    /// <param name="Url">Where it is posted.</param>
    /// <param name="Body">JSON, the same at every try.</param>
    /// <param name="Alerts">See <see cref="IsAlert"/>.</param>
    public sealed record WebhookCall(string About, string Url, string Body, bool Alerts = false) : Notification
    {
        [JsonIgnore]
        public override bool IsAlert => Alerts;

        [JsonIgnore]
        public override string Key => $"webhook:{Url}:{About}";

        [JsonIgnore]
        public override string Lane => Url;

        [JsonIgnore]
        public override string Recipient => Url;
    }
}
