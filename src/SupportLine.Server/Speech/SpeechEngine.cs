using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Speech;

/// <summary>A speech program run as a child with a time limit: never within this process, which it could bring down.</summary>
/// <param name="name">The program: flite, pico2wave or espeak-ng.</param>
internal sealed class SpeechEngine(string name) : ISpeechSource
{
    public static readonly IReadOnlyList<string> Known = ["flite", "pico2wave", "espeak-ng"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    public string Name => name;

    /// <summary>Raised with anything that changes how a text sounds.</summary>
    public string Recipe => $"{name} 3";

    /// <summary>Whether the program is installed.</summary>
    public bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>The engine that a language's prompts are made by.</summary>
    public static SpeechEngine For(string language) => new(language.StartsWith("en", StringComparison.Ordinal) ? "flite" : "pico2wave");

    public bool Speaks(string language) => name switch
    {
        "flite" => language.Split('-')[0] == "en",
        "pico2wave" => PicoVoice(language) is not null,
        _ => true,
    };

    public async Task<short[]?> SpeakAsync(string language, string text, CancellationToken ct) =>
        await RawAsync(language, text, ct) is { } raw ? SpeechShape.Finish(raw, VoiceColour.Of(name), 0, 0) : null;

    /// <summary>What the engine itself makes of a text, at 16 kHz; null when it fails or takes too long.</summary>
    public async Task<short[]?> RawAsync(string language, string text, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"speech-{Guid.NewGuid():N}.wav");
        try
        {
            var code = await ChildProcess.RunAsync(name, Arguments(language, text, path), Limit, ct);
            return code == 0 && File.Exists(path) ? Sound.Load("speech", path).Master.ToArray() : null;
        }
        catch (SoundFormatException)
        {
            // What the engine wrote is no sound: the next one is asked.
            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private string[] Arguments(string language, string text, string path) => name switch
    {
        "flite" => ["-voice", "rms", "-t", text, "-o", path],
        "pico2wave" => ["-l", PicoVoice(language)!, "-w", path, "--", language == "es-MX" ? SpeechText.Seseo(text) : text],
        _ => ["-v", language == "es-MX" ? "es-419" : language, "-w", path, "--", text],
    };

    private static string? PicoVoice(string language) => language.Split('-')[0] switch
    {
        "es" => "es-ES",
        "fr" => "fr-FR",
        "it" => "it-IT",
        "de" => "de-DE",
        "en" => language == "en-GB" ? "en-GB" : "en-US",
        _ => null,
    };
}
