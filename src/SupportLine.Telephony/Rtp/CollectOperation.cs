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

    /// <summary>When waiting ends, ns of the media clock; does not run while the prompt is spoken.</summary>
    public long Deadline { get; set; }
}
