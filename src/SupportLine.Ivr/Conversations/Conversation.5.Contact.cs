using SupportLine.Domain.Contracts;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Where the caller can be reached (IPX-06): the number calling, read back, or another that is keyed. Nobody is held up by
/// it: without an answer the number read back is taken, or none.
/// </summary>
internal sealed partial class Conversation
{
    private const char RightKey = '1';
    private const char OtherKey = '2';

    /// <summary>Longest telephone number: 15 digits by E.164, and 00 before them.</summary>
    private const int LongestNumber = 17;

    private async Task<Turn> AskContactNumberAsync(CancellationToken ct)
    {
        if (KnownNumber() is not { } known) return await EnterContactNumberAsync(null, ct);
        var choice = await ConfirmNumberAsync(Prompts.YourNumber, known, ct);
        if (choice is { Turn: Turn.Onward, Key: OtherKey }) return await EnterContactNumberAsync(known, ct);
        return choice.Turn is Turn.Onward or Turn.Unanswered ? await TakeNumberAsync(known) : choice.Turn;
    }

    /// <summary>The number that calls, or else the one on file; null when there is neither.</summary>
    private string? KnownNumber() => TelephoneNumber.ToE164(callerNumber, line.Region) ?? _progress.Caller?.Contact.Phone;

    private async Task<Turn> EnterContactNumberAsync(string? known, CancellationToken ct)
    {
        for (var left = line.Dialogue.EntryTries; left > 0; left--)
        {
            var question = new NumberQuestion("contact.number", [Prompt(Prompts.EnterNumber), Prompt(Prompts.EndWithHash)], LongestNumber) { TriesLeft = left };
            var keyed = await _talk.EnterAsync(question, ct);
            if (keyed.Turn == Turn.Back) return Turn.Back;
            if (TelephoneNumber.ToE164(keyed.Digits, line.Region) is not { } number)
            {
                _talk.Lead(keyed.Turn == Turn.Unanswered ? Prompts.Silence : Prompts.NumberInvalid);
                continue;
            }

            var choice = await ConfirmNumberAsync(Prompts.NumberKeyed, number, ct);
            if (choice is { Turn: Turn.Onward, Key: OtherKey } or { Turn: Turn.Back }) continue;
            return choice.Turn is Turn.Onward or Turn.Unanswered ? await TakeNumberAsync(number) : choice.Turn;
        }

        return await TakeNumberAsync(known ?? "");
    }

    private Task<Choice> ConfirmNumberAsync(string opening, string number, CancellationToken ct)
    {
        var spoken = new Phrase.Digits(TelephoneNumber.ToNational(number, line.Region));
        return _talk.ChooseAsync(
            new Menu("contact.confirm", [Prompt(opening), spoken, Prompt(Prompts.NumberRight)], [MenuOption.Unsaid(RightKey), MenuOption.Unsaid(OtherKey)])
            {
                Standing = StandingKeys,
            },
            ct);
    }

    private async Task<Turn> TakeNumberAsync(string number)
    {
        _progress.ContactNumber = number;
        await NoteProgressAsync();
        return Turn.Onward;
    }
}
