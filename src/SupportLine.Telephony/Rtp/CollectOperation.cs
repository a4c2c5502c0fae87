using System.Text;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>A question being asked and answered.</summary>
internal sealed class CollectOperation(Collection collection, PlayOperation prompt)
{
    public Collection Collection { get; } = collection;

    public TaskCompletionSource<Entry> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StringBuilder Digits { get; } = new();

    /// <summary>The prompt, while it is being spoken.</summary>
    public PlayOperation? Prompt { get; set; } = prompt;

    /// <summary>
    /// How long is still waited. Runs in the leg's own turns, and not while the prompt is spoken: while the machine stands
    /// still, nobody could have been heard, so it is no silence of the caller's.
    /// </summary>
    public TimeSpan Left { get; set; }
}
