using SupportLine.Server.Speech;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    /// <summary>Written instead of engines: dynamic words are left out.</summary>
    private const string NoEngine = "none";

    private SpeechSettings Speech()
    {
        const string Engines = "Speech:Engines";
        const string Key = "Speech:Azure:Key";
        const string Region = "Speech:Azure:Region";
        var engines = Texts(Engines) is { Count: > 0 } named ? named : SpeechEngine.Known;
        foreach (var unknown in engines.Except(SpeechEngine.Known).Where(engine => engine != NoEngine || engines.Count > 1))
        {
            Wrong(Engines, $"'{unknown}' is no speech engine known here", $"name any of {string.Join(", ", SpeechEngine.Known)}, or none alone");
        }

        if (Text(Key) is null != Text(Region) is null)
        {
            Wrong(Text(Key) is null ? Key : Region, "Azure Speech needs its key and its region", $"set {Key} and {Region}, or neither");
        }

        if (Text(Region) is { } region && !region.All(char.IsAsciiLetterOrDigit))
        {
            Wrong(Region, $"'{region}' is no region", "write its short name, for example mexicocentral");
        }

        return new SpeechSettings(
            [.. engines.Intersect(SpeechEngine.Known)], Text(Key), Text(Region), Path.GetFullPath(Text("Speech:Cache") ?? "speech-cache"));
    }
}
