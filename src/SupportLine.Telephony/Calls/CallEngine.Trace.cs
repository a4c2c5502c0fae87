using System.Runtime.CompilerServices;
using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Telephony.Calls;

/// <summary>Looking at the signalling.</summary>
public sealed partial class CallEngine
{
    /// <summary>
    /// Messages as they went over the wire, whoever the far end is, without secrets: no key pressed, no proof of a password, no
    /// key of the audio. The last few thousand are kept in memory and are gone with the process.
    /// </summary>
    /// <param name="last">What has been kept, and no more; else what comes from now on, until cancelled.</param>
    /// <param name="ct">Cancels it.</param>
    public async IAsyncEnumerable<TracedMessage> TraceAsync(bool last, [EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new TraceReader(_trace);
        var next = _trace.Next;
        foreach (var (sipCallId, leg) in await _loop.AskAsync(() => _agent.Calls.Select(call => (call.SipCallId, LegNote.Of(call))).ToList()))
        {
            reader.Know(sipCallId, leg);
        }

        if (last)
        {
            foreach (var message in reader.Last()) yield return message;
            yield break;
        }

        await foreach (var message in reader.FollowAsync(next, ct)) yield return message;
    }
}
