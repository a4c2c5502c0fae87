using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests.Crowds;

/// <summary>What is said of a place in the queue, in the words that the record has of it.</summary>
internal sealed class PlaceWords
{
    private const int LongestMinutes = 60;

    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, Duration> _waits;

    public PlaceWords(string prompts, string language)
    {
        var voice = PromptLibrary.Load(prompts, [language], new Mute()).For(language);
        string Words(params Phrase[] phrases) => voice.Words(phrases);
        _places = Enumerable.Range(2, ToldPlace.LastSpoken - 1).ToDictionary(place => Words(new Phrase.Prompt("queue.position"), new Phrase.Digits($"{place}")));
        _places[Words(new Phrase.Prompt("queue.next"))] = 1;
        _places[Words(new Phrase.Prompt("queue.far"))] = ToldPlace.LastSpoken + 1;
        _waits = Enumerable.Range(1, LongestMinutes)
            .ToDictionary(minutes => Words(new Phrase.Prompt("queue.wait"), new Phrase.Length(TimeSpan.FromMinutes(minutes))), minutes => Duration.FromMinutes(minutes));
    }

    /// <summary>Null where a step of a call tells no place.</summary>
    public ToldPlace? Told(CallEvent step)
    {
        if (step.Kind != "said" || _places.FirstOrDefault(place => step.Detail.StartsWith(place.Key, StringComparison.Ordinal)) is not { Key: { } words, Value: var place }) return null;
        var rest = step.Detail[words.Length..].Trim();
        return new ToldPlace(step.CallId, step.At, place, rest.Length == 0 ? null : _waits[rest]);
    }

    private sealed class Mute : ITextToSpeech
    {
        public ValueTask<Sound?> SpeakAsync(string language, string text, CancellationToken ct) => new((Sound?)null);
    }
}
