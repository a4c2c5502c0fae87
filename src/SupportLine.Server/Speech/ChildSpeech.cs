using System.Collections.Concurrent;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Speech;

/// <summary>Speaks through the first engine installed that knows the language; what was said once is kept.</summary>
internal sealed class ChildSpeech(IReadOnlyList<string> engines) : ITextToSpeech
{
    private const int Kept = 500;

    private readonly SpeechEngine[] _engines = [.. engines.Select(name => new SpeechEngine(name)).Where(engine => engine.IsInstalled)];
    private readonly ConcurrentDictionary<(string Language, string Text), Sound> _cache = new();

    public async ValueTask<Sound?> SpeakAsync(string language, string text, CancellationToken ct)
    {
        var guarded = SpeechText.Guard(text);
        if (guarded.Length == 0)
        {
            return null;
        }

        if (_cache.TryGetValue((language, guarded), out var known))
        {
            return known;
        }

        foreach (var engine in _engines.Where(engine => engine.Speaks(language)))
        {
            if (await SpeakAsync(engine, language, guarded, ct) is { } sound)
            {
                if (_cache.Count >= Kept)
                {
                    _cache.Clear();
                }

                return _cache.GetOrAdd((language, guarded), sound);
            }
        }

        return null;
    }

    private static async Task<Sound?> SpeakAsync(SpeechEngine engine, string language, string text, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"speech-{Guid.NewGuid():N}.wav");
        try
        {
            return await engine.SpeakAsync(language, text, path, ct) ? Sound.Load("speech", path) : null;
        }
        catch (SoundFormatException)
        {
            // What the engine wrote is no sound: the next engine, or the sentence without the words.
            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
