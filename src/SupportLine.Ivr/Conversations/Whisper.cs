using SupportLine.Domain.Contracts;
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
}
