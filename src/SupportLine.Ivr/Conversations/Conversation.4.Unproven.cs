using SupportLine.Domain.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Somebody whose right to support is not proven: unidentified, not authorised, or under a contract that has lapsed. In
/// hours a person; at night an emergency by the line's policy, or a message. Nobody with an emergency is stopped at the door.
/// </summary>
internal sealed partial class Conversation
{
    private const char EmergencyKey = '1';
    private const char MessageKey = '2';

    private async Task HelpUnprovenAsync(CancellationToken ct)
    {
        if (IsOpen || Emergency is null)
        {
            await HelpAtLastAsync(ct);
            return;
        }

        for (var round = 0; round < MostRounds; round++)
        {
            var choice = await _talk.ChooseAsync(UnprovenMenu(), ct);
            var turn = choice switch
            {
                { Turn: Turn.Onward, Key: EmergencyKey } => await EmergencyAsync(ct),
                { Turn: Turn.Onward, Key: MessageKey } => await LeaveMessageAsync(ct),
                { Turn: Turn.Back } => await IdentifyAgainAsync(ct),
                _ => choice.Turn,
            };
            if (await ElsewhereAsync(turn, ct) == Turn.Onward) return;
        }

        await HelpAtLastAsync(ct);
    }

    private Menu UnprovenMenu() => new(
        "menu.unknown",
        [Prompt(Prompts.UnknownMenu), Prompt(Prompts.ToEnd)],
        [MenuOption.Unsaid(EmergencyKey), MenuOption.Unsaid(MessageKey)])
    {
        Standing = StandingKeys,
    };

    /// <summary>Star, for somebody who has found the contract number or PIN. Onward when they proved it and were served.</summary>
    private async Task<Turn> IdentifyAgainAsync(CancellationToken ct)
    {
        if (_identificationTries == 0 || _progress.Standing != CallerStanding.Unidentified) return Turn.Back;
        await IdentifyAsync(ct);
        if (!IsProven) return Turn.Back;
        await MainMenuAsync(ct);
        return Turn.Onward;
    }
}
