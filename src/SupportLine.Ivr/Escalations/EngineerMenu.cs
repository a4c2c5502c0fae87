using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Escalations;

/// <summary>What an engineer who was rung may do. Nothing but a key accepts; no emergency is dismissed unheard, nor by one key.</summary>
internal sealed class EngineerMenu(Site site, Ticket ticket)
{
    private const char AcceptKey = '1';
    private const char PassKey = '2';
    private const char HearKey = '3';
    private const char MoreKey = '4';
    private const char LaterKey = '1';
    private const char DismissKey = '2';
    private const char BackKey = '3';
    private const char ConfirmKey = '1';
    private const char DoNotKey = '2';

    /// <summary>Keys pressed before it is taken for no answer: nobody goes in circles while a caller waits.</summary>
    private const int MostTurns = 6;

    private bool _hasHeard;

    /// <summary>
    /// What tells one asking of a question from another; see <see cref="Telephony.Calls.Collection.State"/>. Not how many keys were
    /// pressed: engineers who go in circles are played to their end by themselves.
    /// </summary>
    public string State => $"{_hasHeard}";

    public async Task<EngineerChoice> AskAsync(Talk talk, CancellationToken ct)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var choice = await talk.ChooseAsync(Main(), ct);
            if (choice.Turn != Turn.Onward) return EngineerChoice.None;
            switch (choice.Key)
            {
                case AcceptKey:
                    return EngineerChoice.Accept;
                case PassKey:
                    return EngineerChoice.Pass;
                case HearKey:
                    _hasHeard = true;
                    talk.Lead(CallersWords());
                    break;
                default:
                    if (await AskMoreAsync(talk, ct) is { } decided) return decided;
                    break;
            }
        }

        return EngineerChoice.None;
    }

    /// <summary>Null leads back to the first four.</summary>
    private async Task<EngineerChoice?> AskMoreAsync(Talk talk, CancellationToken ct)
    {
        var choice = await talk.ChooseAsync(Offer("engineer.more", Prompts.EngineerMore, LaterKey, DismissKey, BackKey), ct);
        if (choice.Turn != Turn.Onward) return EngineerChoice.None;
        if (choice.Key == LaterKey) return EngineerChoice.Later;
        if (choice.Key == BackKey) return null;
        if (!_hasHeard)
        {
            talk.Lead(Prompts.HearFirst);
            return null;
        }

        var sure = await talk.ChooseAsync(Offer("engineer.dismiss", Prompts.ConfirmDismissal, ConfirmKey, DoNotKey), ct);
        return sure switch
        {
            { Turn: Turn.Onward, Key: ConfirmKey } => EngineerChoice.Dismiss,
            { Turn: Turn.Onward } => null,
            _ => EngineerChoice.None,
        };
    }

    private static Menu Main() => Offer("engineer.accept", Prompts.EngineerMenu, AcceptKey, PassKey, HearKey, MoreKey);

    private static Menu Offer(string question, string prompt, params char[] keys) => new(question, [Prompt(prompt)], [.. keys.Select(MenuOption.Unsaid)]);

    private Phrase[] CallersWords()
    {
        var path = Path.Combine(site.Recordings, ticket.Recording ?? "");
        return File.Exists(path) ? [Prompt(Prompts.CallersWords), new Phrase.Recorded(path)] : [Prompt(Prompts.NoCallersWords)];
    }
}
