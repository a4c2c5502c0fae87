using SupportLine.Domain.Lines;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>A new request: its kind (IPX-05), how bad it is, where to call back, and what it is about (IPX-06).</summary>
internal sealed partial class Conversation
{
    private RequestType? RequestType => line.FindRequestType(_progress.RequestType);

    private async Task<Turn> NewRequestAsync(CancellationToken ct)
    {
        var turn = await FillInAsync(
            [
                new(AskRequestTypeAsync),
                new(AskSeverityAsync, () => RequestType is { AsksSeverity: true }),
                new(AskContactNumberAsync),
                new(DescribeAsync),
            ],
            ct);
        if (turn == Turn.Back) Withdraw();
        return turn == Turn.Onward ? await FinishAsync(ct) : turn;
    }

    /// <summary>Back at the menu: what comes next is another request.</summary>
    private void Withdraw() => (_progress.RequestType, _progress.Claimed, _progress.Confirmed) = (null, null, false);

    /// <summary>Asks one question after the other; back from the first leads out of the form.</summary>
    private static async Task<Turn> FillInAsync(IReadOnlyList<FormQuestion> questions, CancellationToken ct)
    {
        var turn = Turn.Onward;
        for (var at = 0; at < questions.Count; at += turn == Turn.Back ? -1 : 1)
        {
            if (at < 0) return Turn.Back;

            // A question that does not apply is passed over in the direction in which the caller goes.
            if (questions[at].Applies?.Invoke() == false) continue;
            turn = await questions[at].AskAsync(ct);
            if (turn is not (Turn.Onward or Turn.Back)) return turn;
        }

        return Turn.Onward;
    }

    private async Task<Turn> AskRequestTypeAsync(CancellationToken ct)
    {
        var options = line.RequestTypes.Select((type, place) => MenuOption.Named((char)('1' + place), type.Prompt));
        var choice = await _talk.ChooseAsync(new Menu("request.type", [Prompt(Prompts.WhichRequest)], [.. options]) { Standing = StandingKeys }, ct);
        if (choice.Turn != Turn.Onward) return choice.Turn;
        var type = line.RequestTypes[choice.Key - '1'];
        _progress.RequestType = type.Id;
        if (!type.AsksSeverity) (_progress.Claimed, _progress.Confirmed) = (null, false);
        await NoteProgressAsync();
        return Turn.Onward;
    }
}
