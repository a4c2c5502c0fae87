using System.Collections.Concurrent;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Speech;

/// <summary>
/// Speaks by the first source that knows the language and manages in time. When none does, the caller hears the sentence
/// without the words.
/// </summary>
/// <param name="sources">In order of preference.</param>
/// <param name="cache">What was spoken before.</param>
/// <param name="logger">Told when a source fails; never the words, which may be somebody's name.</param>
internal sealed partial class TextToSpeech(IReadOnlyList<ISpeechSource> sources, SpeechCache cache, ILogger<TextToSpeech> logger) : ITextToSpeech, IDisposable
{
    /// <summary>Texts kept in memory.</summary>
    private const int MostHeld = 500;

    /// <summary>Texts spoken at once: engines take a core each, and the calls that stand need theirs.</summary>
    private const int AtOnce = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Language, string Text), Sound> _held = new();
    private readonly SemaphoreSlim _turns = new(AtOnce);

    public async ValueTask<Sound?> SpeakAsync(string language, string text, CancellationToken ct)
    {
        var guarded = SpeechText.Guard(text);
        if (guarded.Length == 0)
        {
            return null;
        }

        if (_held.TryGetValue((language, guarded), out var held))
        {
            return held;
        }

        if (!await _turns.WaitAsync(Patience, ct))
        {
            return null;
        }

        try
        {
            var sound = await SpeakInTurnAsync(language, guarded, ct);
            return sound is null ? null : Hold((language, guarded), sound);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<Sound?> SpeakInTurnAsync(string language, string text, CancellationToken ct)
    {
        foreach (var source in sources.Where(source => source.Speaks(language)))
        {
            var path = cache.PathOf(source.Recipe, language, text);
            if (SpeechCache.Find(path) is { } kept)
            {
                return kept;
            }

            if (await source.SpeakAsync(language, text, ct) is { } samples)
            {
                cache.Keep(path, samples);
                return Sound.FromPcm("speech", samples);
            }

            Failed(logger, source.Name, language);
        }

        return null;
    }

    private Sound Hold((string Language, string Text) key, Sound sound)
    {
        if (_held.Count >= MostHeld)
        {
            _held.Clear();
        }

        return _held.GetOrAdd(key, sound);
    }

    [LoggerMessage(3702, LogLevel.Warning, "{Source} spoke nothing of a text in {Language}")]
    private static partial void Failed(ILogger logger, string source, string language);
}
