using SupportLine.Domain.Lines;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// How bad it is: claimed by its definition, confirmed by a second question that is stricter at night (IPX-03). The ticket
/// stands at the starting class all the same until somebody verifies it (IPX-08).
/// </summary>
internal sealed partial class Conversation
{
    private const char YesKey = '1';
    private const char NoKey = '2';

    private async Task<Turn> AskSeverityAsync(CancellationToken ct)
    {
        // The worst first: whoever has an emergency does not listen to the end.
        Severity[] offered = [.. line.Severities.Reverse()];
        var options = offered.Select((severity, place) => MenuOption.Named((char)('1' + place), severity.DefinitionPrompt));
        var menu = new Menu("severity", [Prompt(Prompts.HowSevere)], [.. options]) { Standing = StandingKeys };
        for (var round = 0; round < MostRounds; round++)
        {
            var choice = await _talk.ChooseAsync(menu, ct);
            if (choice.Turn != Turn.Onward) return choice.Turn;
            var turn = await AskClaimAsync(offered[choice.Key - '1'], ct);
            if (turn != Turn.Back) return turn;
        }

        return Turn.Unanswered;
    }

    /// <summary>Takes a claim, and asks the second question where the class has one. Onward when it was answered.</summary>
    private async Task<Turn> AskClaimAsync(Severity severity, CancellationToken ct)
    {
        (_progress.Claimed, _progress.Confirmed) = (severity.Id, false);
        if (severity.SecondQuestion(IsOpen) is { } question)
        {
            var menu = new Menu("severity.confirm", [Prompt(question), Prompt(Prompts.YesOrNo)], [MenuOption.Unsaid(YesKey), MenuOption.Unsaid(NoKey)])
            {
                Standing = StandingKeys,
            };
            var choice = await _talk.ChooseAsync(menu, ct);
            if (choice.Turn is Turn.Back or Turn.Person) _progress.Claimed = null;
            if (choice.Turn != Turn.Onward) return choice.Turn;
            _progress.Confirmed = choice.Key == YesKey;
        }

        await NoteProgressAsync();
        return Turn.Onward;
    }
}
