using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Speech;

/// <summary>Speaks words that are in no catalogue.</summary>
public interface ITextToSpeech
{
    /// <summary>A sound of 16 kHz; null when no engine could make one in time.</summary>
    /// <param name="language">BCP 47.</param>
    /// <param name="text">Cut to 400 characters.</param>
    /// <param name="ct">Cancels the wait.</param>
    ValueTask<Sound?> SpeakAsync(string language, string text, CancellationToken ct);
}
