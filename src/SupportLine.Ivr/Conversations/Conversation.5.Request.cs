using SupportLine.Domain.Lines;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>A new request: its kind (IPX-05), how bad it is, where to call back, and what it is about (IPX-06).</summary>
internal sealed partial class Conversation
{
    private RequestType? RequestType => line.FindRequestType(_progress.RequestType);

    private async Task<Turn> NewRequestAsync(CancellationToken ct)
    {
        if (_progress.Caller is not { } caller) return Turn.Unanswered;
        await BeginRequestAsync(caller, ct);
        var turn = await FillInAsync(
            [
                new(AskProductAsync, () => _products.Count > 1),
                new(AskRequestTypeAsync, () => RequestTypes.Count > 1),
                new(TellTermsAsync) { Tells = true },
                new(AskSeverityAsync, () => !_progress.MessageOnly && RequestType is { AsksSeverity: true }),
                new(AskKeyedDataAsync, () => HasKeyedData),
                new(AskConsentAsync, () => NeedsConsent),
                new(AskContactNumberAsync, () => !_isAnother),
                new(DescribeAsync),
            ],
            ct);
        if (turn == Turn.Back) Withdraw();
        return turn == Turn.Onward ? await FinishAsync(ct) : turn;
    }

    /// <summary>Back at the menu: what comes next is another request.</summary>
    private void Withdraw()
    {
        (_progress.Product, _progress.RequestType, _progress.Claimed, _progress.Confirmed) = (null, null, null, false);
        (_progress.MessageOnly, _progress.Consent, _progress.Refers) = (false, null, null);
        _progress.Given.Clear();
    }

    /// <summary>Asks one question after the other; back from the first leads out of the form.</summary>
    private static async Task<Turn> FillInAsync(IReadOnlyList<FormQuestion> questions, CancellationToken ct)
    {
        var turn = Turn.Onward;
        for (var at = 0; at < questions.Count; at += turn == Turn.Back ? -1 : 1)
        {
            if (at < 0) return Turn.Back;

            // A question that does not apply is passed over in the direction in which the caller goes.
            if (questions[at].Applies?.Invoke() == false || (turn == Turn.Back && questions[at].Tells)) continue;
            turn = await questions[at].AskAsync(ct);
            if (turn is not (Turn.Onward or Turn.Back)) return turn;
        }

        return Turn.Onward;
    }

    private async Task<Turn> AskRequestTypeAsync(CancellationToken ct)
    {
        var offered = RequestTypes;
        var list = new MenuList("request.type", Prompt(Prompts.WhichRequest), [.. offered.Select(type => type.Prompt)], StandingKeys);
        var (turn, place) = await _talk.PickAsync(list, ct);
        if (turn != Turn.Onward) return turn;
        TakeRequestType(offered[place]);
        await NoteProgressAsync();
        return Turn.Onward;
    }
}
