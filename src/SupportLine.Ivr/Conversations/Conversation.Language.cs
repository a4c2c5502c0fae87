using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Conversations;

/// <summary>Which language the caller wants: each is offered in itself.</summary>
internal sealed partial class Conversation
{
    private async Task ChooseLanguageAsync(CancellationToken ct)
    {
        if (line.Languages.Count == 1)
        {
            return;
        }

        // One question in several voices: the sounds of the others are said by the first one's talk.
        var keys = string.Concat(line.Languages.Select((_, i) => (char)('1' + i)));
        var offers = line.Languages.Select((language, i) => (Phrase)new Phrase.Foreign(site.Prompts.For(language), $"language.press.{i + 1}"));
        var key = await _talk.ChooseAsync("language", [.. offers], keys, ct);
        if (key is { } chosen)
        {
            _progress.Language = line.Languages[chosen - '1'];
            _talk = new Talk(site, call, call.Id, site.Prompts.For(_progress.Language), line.Dialogue);
        }
    }
}
