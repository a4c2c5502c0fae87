using System.Text.RegularExpressions;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>What is wrong with a call that was played to its end.</summary>
internal static partial class Verdict
{
    /// <summary>Keys offered in one breath.</summary>
    private const int MostKeys = 4;

    public static IEnumerable<string> On(ScriptedSite site, ScriptedCall call, Walk walk)
    {
        var ending = site.Ending(call.Id);
        if (ending is null || !IsGood(site, call, walk, ending.Value)) yield return $"a dead end: {Ending(ending)}";
        if (call.End is not { Kind: CallEndKind.RemoteHungUp or CallEndKind.LocalHungUp }) yield return $"the call ended by {call.End?.Kind}";
        foreach (var leg in site.Exchange.Placed.Where(leg => leg.End is null)) yield return $"{leg.Who} was left on the line";
        foreach (var utterance in call.Utterances.Where(said => Spoken(said) > PromptLibrary.Longest))
        {
            yield return $"a prompt of {Spoken(utterance).TotalSeconds:0.0} s, longer than {PromptLibrary.Longest.TotalSeconds:0} s: {string.Join(' ', utterance.Sounds.Select(sound => sound.Name))}";
        }

        foreach (var step in walk.Steps.Where(step => Keys().Count(step.Asking.Words) > MostKeys))
        {
            yield return $"more than {MostKeys} options at a time: {step.Asking.Words}";
        }
    }

    /// <summary>An ending's name in words.</summary>
    public static string Ending(CallEnding? ending) => ending is { } known ? Capital().Replace(known.ToString(), match => $" {match.Value.ToLowerInvariant()}").Trim() : "no ending";

    /// <summary>A person, a ticket that somebody can answer, a call-back, or the caller's own will.</summary>
    private static bool IsGood(ScriptedSite site, ScriptedCall call, Walk walk, CallEnding ending)
    {
        var ticket = Ticket(site, call);
        var isAnswerable = ticket is { Recording: not null } or { ContactNumber.Length: > 0 } || IsKnown(site, ticket) || HasNote(site, ticket);
        var callerLeft = call.End?.Kind == CallEndKind.RemoteHungUp;

        // Who was asked for a message and said nothing wanted nothing.
        var wasAsked = ticket is not null && walk.Steps.Exists(step => step.Asking.Question == Answer.Record);
        return ending switch
        {
            CallEnding.ConnectedToAgent or CallEnding.ConnectedToEngineer => true,
            CallEnding.TicketRaised or CallEnding.MessageLeft or CallEnding.NobodyAnswered => isAnswerable || wasAsked || callerLeft,
            CallEnding.CallBackPromised => site.Escalations.All.Count > 0 || site.CallBacks.All.Count > 0,
            CallEnding.FolioServed or CallEnding.EndedByCaller => true,
            CallEnding.LeftWhileEscalating or CallEnding.HungUpBeforeRequest => callerLeft,
            CallEnding.HungUpWithIncompleteTicket => callerLeft && ticket is { Incomplete: true },
            _ => false,
        };
    }

    /// <summary>The ticket that the call was about, raised by it or named in it.</summary>
    private static Ticket? Ticket(ScriptedSite site, ScriptedCall call)
    {
        var folio = site.Calls.Events(call.Id).FindLast(step => step.Kind == "ticket")?.Detail;
        return site.Tickets.All.FindLast(ticket => ticket.Folio.Digits == folio || ticket.CallId == call.Id);
    }

    private static bool HasNote(ScriptedSite site, Ticket? ticket) => ticket is not null && site.Tickets.Changes(ticket).Any(change => change is TicketChange.VoiceNoted);

    /// <summary>Whether the ticket's contact can be phoned by the number on file.</summary>
    private static bool IsKnown(ScriptedSite site, Ticket? ticket) => ticket?.ContactId is { } id && site.Directory.Contacts.Exists(contact => contact.Id == id && contact.Phone is not null);

    /// <summary>How long it is without the music behind it, which goes on for as long as somebody waits.</summary>
    private static TimeSpan Spoken(Utterance utterance) =>
        utterance.Sounds is [.., { Name: Prompts.Music } music] ? utterance.Duration - music.Duration : utterance.Duration;

    /// <summary>How the catalogues name a key of a menu.</summary>
    [GeneratedRegex("(oprima|press|appuyez sur le) (uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|cero|one|two|three|four|five|six|seven|eight|nine|zero|un|deux|trois|quatre|cinq|sept|huit|neuf|zéro|[0-9])\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Keys();

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();
}
