using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;

namespace SupportLine.Telephony.Calls;

/// <summary>One phone that an INVITE of ours has reached but that has not answered; a forking proxy may reach several.</summary>
internal sealed class EarlyDialog(Dialog dialog)
{
    public Dialog Dialog { get; } = dialog;

    /// <summary>The last reliable provisional answer acknowledged; 0 for none (RFC 3262 section 4).</summary>
    public uint LastRSeq { get; set; }

    /// <summary>SDP that came before the answer.</summary>
    public SessionText Sdp { get; set; }

    /// <summary>Whether that SDP came reliably and so is the answer to our offer, whatever a 2xx says (RFC 3261 section 13.2.1).</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Whether that answer has been taken before somebody picked up, since the phone wanted to change the audio again (RFC 3311 section 5.1).</summary>
    public bool IsSettled { get; set; }
}
