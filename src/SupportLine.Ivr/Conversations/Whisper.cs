using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>What whoever takes a call hears of it before the caller is there, in their own language.</summary>
internal static class Whisper
{
    /// <param name="opening">Key of the sentence that says what kind of call it is.</param>
    /// <param name="ticket">Its ticket.</param>
    /// <param name="organisation">Whose; null for a caller nobody could identify.</param>
    public static Phrase[] To(string opening, Ticket ticket, Organisation? organisation) =>
    [
        Prompt(opening),
        Prompt(Prompts.WhisperFolio),
        new Phrase.FolioDigits(ticket.Folio),
        .. organisation is null
            ? new[] { Prompt(Prompts.WhisperUnverified) }
            : [Prompt(Prompts.WhisperOrganisation), new Phrase.Dynamic(organisation.Name, Prompts.WhisperCustomer)],
    ];

    /// <summary>Said to everybody before a talk that the line records; nothing where it does not.</summary>
    public static Phrase[] RecordingNotice(Line line) => line.RecordsTalks.Value ? [Prompt(Prompts.TalkIsRecorded)] : [];

    /// <summary>
    /// The severity the ticket stands at and, while nobody has verified it, the one the caller claims (IPX-08). A line may leave its
    /// severities unnamed, or lack a name in the listener's language: then nothing is said of them.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="voice">The listener's.</param>
    public static Phrase[] SeverityOf(Line line, Ticket ticket, Voice voice)
    {
        Phrase[] Named(string introduction, string? severity) =>
            line.FindSeverity(severity ?? "")?.NamePrompt is { } name && voice.Has(name) ? [Prompt(introduction), Prompt(name)] : [];
        var isOpenClaim = ticket.VerifiedBy is null && ticket.Claimed != ticket.Severity;
        return [.. Named(Prompts.WhisperSeverity, ticket.Severity), .. isOpenClaim ? Named(Prompts.WhisperClaimed, ticket.Claimed) : []];
    }
}
