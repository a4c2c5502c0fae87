using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Conversations;

/// <summary>Which language the caller wants: each is offered in itself.</summary>
internal sealed partial class Conversation
{
    private async Task ChooseLanguageAsync(CancellationToken ct)
    {
        if (line.Languages.Count == 1) return;
        var options = line.Languages.Select((language, place) =>
        {
            var key = (char)('1' + place);
            return new MenuOption(key, [new Phrase.Foreign(site.Prompts.For(language), Prompts.ForLanguage(key))]);
        });
        var choice = await _talk.ChooseAsync(new Menu("language", [], [.. options]), ct);
        if (choice.Turn != Turn.Onward) return;
        _progress.Language = line.Languages[choice.Key - '1'];
        _talk = _talk.In(site.Prompts.For(_progress.Language));
        await NoteProgressAsync();
    }
}
