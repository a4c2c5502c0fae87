namespace SupportLine.Telephony.Sip.Messages;

internal enum ParseVerdict
{
    /// <summary>A stream has not brought the whole message yet.</summary>
    MoreNeeded,

    /// <summary>No message: nothing can be answered. <see cref="RejectReason"/> says why.</summary>
    Rejected,

    /// <summary>A message, whose headers may still be wrong in ways that can be answered.</summary>
    Parsed,
}
