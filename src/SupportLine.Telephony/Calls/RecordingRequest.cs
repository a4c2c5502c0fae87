namespace SupportLine.Telephony.Calls;

/// <summary>How to record the far end.</summary>
/// <param name="Path">Full path of the WAV file to make (8 kHz, 16 bit, mono); its folder exists.</param>
/// <param name="Longest">The recording ends at this length.</param>
/// <param name="StopKeys">Any of these keys ends it.</param>
/// <param name="Silence">Ends after so long without speech; null never.</param>
public sealed record RecordingRequest(string Path, TimeSpan Longest, string StopKeys, TimeSpan? Silence = null)
{
    /// <summary>Spoken to the far end, and not recorded, before the longest is reached; null for nothing.</summary>
    public Utterance? Warning { get; init; }

    /// <summary>How long before.</summary>
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What tells two occasions of asking for it apart, for exploring a conversation; see <see cref="Collection.State"/>.</summary>
    public string State { get; init; } = "";
}
