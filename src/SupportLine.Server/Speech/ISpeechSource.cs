namespace SupportLine.Server.Speech;

/// <summary>One way of turning text into speech.</summary>
internal interface ISpeechSource
{
    /// <summary>What it is called in logs.</summary>
    string Name { get; }

    /// <summary>Changes with anything that changes how a text sounds.</summary>
    string Recipe { get; }

    /// <summary>Whether it speaks a language.</summary>
    bool Speaks(string language);

    /// <summary>16 kHz, trimmed and levelled as prompts are; null when it could not in its time.</summary>
    /// <param name="language">BCP 47.</param>
    /// <param name="text">Guarded by <see cref="SpeechText.Guard"/>.</param>
    /// <param name="ct">Cancels the wait.</param>
    Task<short[]?> SpeakAsync(string language, string text, CancellationToken ct);
}
