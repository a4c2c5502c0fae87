using SupportLine.Domain.Mail;

namespace SupportLine.Server.Mail;

/// <summary>A mail there is a template for, and what the template may name.</summary>
/// <param name="Name">The file's name, without its ending.</param>
/// <param name="Placeholders">Values.</param>
/// <param name="Items">Values of each thing in a list among them.</param>
/// <param name="Required">Values that the mail is sent for: a template without one of them is wrong.</param>
internal sealed record MailKind(string Name, IReadOnlyList<string> Placeholders, IReadOnlyList<string> Items, IReadOnlyList<string> Required)
{
    public static readonly MailKind Creation = new(
        "creation", ["folio", "line", "name", "status", "severity", "raised_at", "due_at", "number", "link"], [], ["folio"]);

    public static readonly MailKind Update = new(
        "update", ["folio", "line", "name", "status", "severity", "link", "changes"], ["kind", "text", "status", "severity", "folio", "at"], ["folio", "changes"]);

    public static readonly MailKind Addresses = new(
        "addresses", ["folio", "line", "name", "addresses"], ["title", "address"], ["addresses"]);

    public static readonly MailKind Folio = new("folio", ["folio", "line", "name", "status", "due_at"], [], ["folio"]);

    public static readonly MailKind Helpdesk = new(
        "helpdesk",
        ["folio", "line", "organisation", "contact", "contract", "number", "severity", "claimed", "request_type", "product", "raised_at", "due_at", "identified", "incomplete", "missing", "recording"],
        [],
        ["folio", "recording"]);

    public static readonly MailKind Alert = new(
        "alert",
        ["folio", "line", "name", "organisation", "severity", "caller_number", "call_back_number", "line_number", "at"],
        [],
        ["folio", "line", "severity", "caller_number", "call_back_number"]);

    public static readonly MailKind Alarm = new(
        "alarm",
        ["folio", "line", "organisation", "severity", "call_back_number", "at", "rings"],
        ["engineer", "target", "outcome", "at"],
        ["folio", "line", "call_back_number"]);

    /// <summary>The frame of every mail's HTML part.</summary>
    public static readonly MailKind Layout = new("layout", ["title", "line", "folio", "language", "paragraphs"], ["text", "link"], ["paragraphs"]);

    /// <summary>Those written for each language.</summary>
    public static IReadOnlyList<MailKind> All { get; } = [Creation, Update, Addresses, Folio, Helpdesk, Alert, Alarm];

    public static MailKind Of(MailOccasion occasion) => occasion switch
    {
        MailOccasion.Creation => Creation,
        MailOccasion.Update => Update,
        MailOccasion.Folio => Folio,
        _ => Addresses,
    };
}
