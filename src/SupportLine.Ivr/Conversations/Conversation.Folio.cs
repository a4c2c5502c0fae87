using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The folio, read in groups: to the end the first time, then as often as asked.</summary>
internal sealed partial class Conversation
{
    /// <summary>Most repetitions: a key held down is no wish to hear it for ever.</summary>
    private const int MostRepetitions = 10;

    private Phrase[] FolioPhrases => [Prompt("folio.is"), new Phrase.FolioDigits(_progress.Ticket!.Folio)];

    private async Task ReadFolioAsync(CancellationToken ct)
    {
        await _talk.SayAsync(FolioPhrases, ct);
        for (var i = 0; i < MostRepetitions; i++)
        {
            if (await _talk.ChooseAsync("folio.repeat", [Prompt("folio.repeat")], "12", ct) != '1')
            {
                return;
            }

            await _talk.SayAsync(FolioPhrases, ct);
        }
    }
}
