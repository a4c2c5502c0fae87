using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>What our BYE and CANCEL say of an ending (RFC 3326), by the cause values that carriers count (ITU-T Q.850 table 1).</summary>
internal static class EndReason
{
    /// <summary>One phone of several that rang was faster: the others show no missed call (RFC 3326 section 3.1).</summary>
    public static readonly Reason Elsewhere = new("SIP", 200, "Call completed elsewhere");

    /// <summary>The process that held the leg has died.</summary>
    public static readonly Reason Left = new("Q.850", 41, "The service was interrupted");

    public static Reason Of(CallEnd end) => end.Kind switch
    {
        CallEndKind.AnsweredElsewhere => Elsewhere,
        CallEndKind.Cancelled => new("Q.850", 19, "No answer from user"),
        CallEndKind.Rejected => new("SIP", end.SipStatus, ReasonPhrase.Of(end.SipStatus)),
        CallEndKind.NoAck => new("Q.850", 102, "No ACK came"),
        CallEndKind.DialogLost => new("Q.850", 102, "The session was not refreshed"),
        CallEndKind.MediaLost => new("Q.850", 102, "No audio came"),
        CallEndKind.TooLong => new("Q.850", 31, "The longest call is over"),
        CallEndKind.ShuttingDown => new("SIP", 503, "The service stops"),
        CallEndKind.ServerError => new("SIP", 500, ReasonPhrase.Of(500)),
        _ => new("Q.850", 16, "Normal call clearing"),
    };
}
