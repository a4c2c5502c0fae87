using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>Required data that is keyed (SNG-11, WLD-05, XIV-03), each by a question of its own. Who does not have it waits: the ticket lists it as missing.</summary>
internal sealed partial class Conversation
{
    /// <summary>Longest serial number or id, digits.</summary>
    private const int LongestDatum = 20;

    private bool HasKeyedData => !_progress.MessageOnly && RequestType?.Keyed.Any() == true;

    private Task<Turn> AskKeyedDataAsync(CancellationToken ct) =>
        FillInAsync([.. RequestType!.Keyed.Select(datum => new FormQuestion(token => AskDatumAsync(datum, token)))], ct);

    private async Task<Turn> AskDatumAsync(string datum, CancellationToken ct)
    {
        var question = new NumberQuestion(
            $"keyed.{datum}", [Prompt(Prompts.Keyed(datum)), Prompt(Prompts.EndWithHash), Prompt(Prompts.KeyedNone)], LongestDatum);
        var keyed = await _talk.EnterAsync(question, ct);
        if (keyed.Turn == Turn.Back) return Turn.Back;
        if (keyed.Turn == Turn.Onward) _progress.Given[datum] = keyed.Digits;
        await NoteProgressAsync();
        return Turn.Onward;
    }
}
