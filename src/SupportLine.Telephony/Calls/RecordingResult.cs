namespace SupportLine.Telephony.Calls;

/// <summary>A recording that ended in order; one cut short by a hang-up stays on disk, playable, all the same.</summary>
/// <param name="Path">The file.</param>
/// <param name="Duration">Its length.</param>
/// <param name="Key">The key that ended it, or null.</param>
/// <param name="HeardSpeech">Whether anything louder than line noise was in it.</param>
public sealed record RecordingResult(string Path, TimeSpan Duration, char? Key, bool HeardSpeech)
{
    /// <summary>Why writing stopped before the caller did, as on a full disk; what came before is in the file, which may not be there at all. Else null.</summary>
    public string? Failure { get; init; }
}
