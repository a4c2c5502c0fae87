namespace SupportLine.Telephony.Calls;

/// <summary>Where a bridge's talk is recorded: WAV files (8 kHz, 16 bit, mono) that begin at the same moment.</summary>
/// <param name="Mix">Full path of the file of all that was said, announcements to all included; its folder exists.</param>
/// <param name="Side">Full path of the file of what one leg said. Asked once for each leg, when it comes into the bridge.</param>
public sealed record TalkRecording(string Mix, Func<ICall, string> Side);
