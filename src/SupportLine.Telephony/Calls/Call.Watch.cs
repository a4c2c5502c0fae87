using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// Nothing is heard of the far end, neither audio nor reports, though its SDP says that it sends. It may have fallen silent
/// (a muted phone, silence suppression), or it is gone and its BYE was lost: a request within the dialog tells.
/// </summary>
internal abstract partial class Call
{
    private bool _isProbing;

    internal void Probe()
    {
        if (End is null && !_isProbing && !AwaitsAck)
        {
            _isProbing = true;
            Agent.Send(Dialog!, Dialog!.Request(SipMethod.Options), new FinalAnswer(OnProbed));
        }
    }

    /// <summary>Any answer shows that it is there, but for those that say it knows of no call (RFC 3261 section 12.2.1.2).</summary>
    private void OnProbed(SipResponse? response)
    {
        _isProbing = false;
        if (End is null && response is null or { Status: 408 or 481 })
        {
            LogSilent(Id, Agent.Options.QuietLimit.TotalSeconds);
            HangUp(new CallEnd(CallEndKind.MediaLost, response?.Status ?? 408));
        }
    }

    [LoggerMessage(1103, LogLevel.Warning, "Call {CallId}: no audio for {Seconds} s and no answer to a probe")]
    private partial void LogSilent(string callId, double seconds);
}
