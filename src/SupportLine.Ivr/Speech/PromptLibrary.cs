using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Speech;

/// <summary>Every prompt of every language, decoded once and shared by all calls.</summary>
public sealed class PromptLibrary
{
    /// <summary>No prompt is longer (ISO/IEC 13714's advice: a caller forgets the rest).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Voice> _voices;

    private PromptLibrary(Dictionary<string, Voice> voices) => _voices = voices;

    /// <summary>Languages there are.</summary>
    public IReadOnlyCollection<string> Languages => _voices.Keys;

    /// <summary>
    /// Loads the catalogue and audio of each language from <c>FOLDER/LANG</c>, and what all share from
    /// <c>FOLDER/common</c>. A <c>.wav</c> beside a <c>.g722</c> wins.
    /// </summary>
    /// <exception cref="SpeechException">Something is missing or cannot be used; every mistake is named.</exception>
    public static PromptLibrary Load(string folder, IEnumerable<string> languages, ITextToSpeech speech)
    {
        ArgumentNullException.ThrowIfNull(languages);
        var mistakes = new List<string>();
        var common = Directory.Exists(Path.Combine(folder, "common"))
            ? Directory.EnumerateFiles(Path.Combine(folder, "common"))
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Distinct()
                .ToDictionary(key => key, key => LoadSound(Path.Combine(folder, "common"), key, limit: false, mistakes))
            : [];
        var read = languages.Distinct().AsParallel().AsOrdered().Select(language => Read(folder, language, common, speech)).ToList();
        mistakes.AddRange(read.SelectMany(voice => voice.Mistakes));
        var voices = read.Where(each => each.Voice is not null).ToDictionary(each => each.Voice!.Language, each => each.Voice!, StringComparer.Ordinal);
        return mistakes.Count == 0 ? new PromptLibrary(voices) : throw new SpeechException(mistakes);
    }

    /// <summary>The voice of a language.</summary>
    public Voice For(string language) => _voices[language];

    /// <summary>Whether a language was loaded.</summary>
    public bool Has(string language) => _voices.ContainsKey(language);

    private static (Voice? Voice, List<string> Mistakes) Read(string folder, string language, Dictionary<string, Sound?> common, ITextToSpeech speech)
    {
        var mistakes = new List<string>();
        var place = Path.Combine(folder, language);
        if (CatalogueFile.Read(place, language, mistakes) is not { } catalogue) return (null, mistakes);
        var all = new Dictionary<string, Sound>(StringComparer.Ordinal);
        foreach (var key in catalogue.Words.Keys.Order(StringComparer.Ordinal))
        {
            if (LoadSound(place, key, limit: true, mistakes) is { } sound) all[key] = sound;
        }

        foreach (var (key, sound) in common.Where(pair => pair.Value is not null)) all.TryAdd(key, sound!);
        return (new Voice(catalogue, all, speech), mistakes);
    }

    private static Sound? LoadSound(string folder, string key, bool limit, List<string> mistakes)
    {
        var wav = Path.Combine(folder, key + ".wav");
        var g722 = Path.Combine(folder, key + ".g722");
        var path = File.Exists(wav) ? wav : g722;
        if (!File.Exists(path))
        {
            mistakes.Add($"{g722}: the prompt '{key}' has no audio; record it as a WAV of that name, or run prompts/build");
            return null;
        }

        try
        {
            var sound = Sound.Load(key, path);
            if (limit && sound.Duration > Longest)
            {
                mistakes.Add($"{path}: the prompt is {sound.Duration.TotalSeconds:0.0} s long; {Longest.TotalSeconds:0} s is the most");
            }

            return sound;
        }
        catch (SoundFormatException e)
        {
            mistakes.Add(e.Message);
            return null;
        }
    }
}
