using SupportLine.Server.Settings;

namespace SupportLine.Server.Speech;

/// <summary>The sources that a site's settings ask for, best first: Azure where it has a key, then what is installed.</summary>
internal static class SpeechSources
{
    public static TextToSpeech Open(SpeechSettings settings, ILogger<TextToSpeech> logger)
    {
        var sources = new List<ISpeechSource>();
        if (settings is { AzureKey: { } key, AzureRegion: { } region })
        {
            sources.Add(new AzureSpeech(new HttpClient { Timeout = AzureSpeech.Limit }, key, region));
        }

        sources.AddRange(settings.Engines.Select(name => new SpeechEngine(name)).Where(engine => engine.IsInstalled));
        return new TextToSpeech(sources, new SpeechCache(settings.Cache), logger);
    }
}
