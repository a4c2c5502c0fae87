namespace SupportLine.Telephony.Rtp;

/// <summary>Something being spoken to one leg.</summary>
internal sealed record PlayOperation(Playback Playback, TaskCompletionSource<bool> Done);
