using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Exploration;

/// <summary>A site without a speech engine: what is not recorded is said by its general sentence.</summary>
internal sealed class NoSpeech : ITextToSpeech
{
    public ValueTask<Sound?> SpeakAsync(string language, string text, CancellationToken ct) => ValueTask.FromResult<Sound?>(null);
}
