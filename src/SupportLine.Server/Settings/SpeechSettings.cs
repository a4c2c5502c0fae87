namespace SupportLine.Server.Settings;

/// <summary>Text-to-speech of words that are in no catalogue.</summary>
/// <param name="Engines"><c>Speech:Engines</c>: programs tried in turn, by name; those not installed are passed over.</param>
/// <param name="AzureKey"><c>Speech:Azure:Key</c>, or null: then the cloud is not asked.</param>
/// <param name="AzureRegion"><c>Speech:Azure:Region</c>.</param>
/// <param name="Cache"><c>Speech:Cache</c>: full path of the folder that keeps what was spoken.</param>
internal sealed record SpeechSettings(IReadOnlyList<string> Engines, string? AzureKey, string? AzureRegion, string Cache);
