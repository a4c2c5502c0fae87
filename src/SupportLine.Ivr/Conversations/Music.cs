using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Music on hold.</summary>
internal static class Music
{
    /// <summary>Plays until cancelled or the leg ends; neither is an error.</summary>
    public static async Task PlayAsync(ICall leg, Voice voice, CancellationToken ct)
    {
        try
        {
            await leg.LoopAsync(new Utterance([voice.Sound("music")]), ct);
        }
        catch (OperationCanceledException)
        {
            // Somebody answered, or the listener left: whoever plays it looks at the leg next.
        }
    }
}
