namespace SupportLine.Telephony.Sdp;

/// <summary>RFC 3264 section 5.1, as its sender means it.</summary>
internal enum Direction
{
    Both,
    SendOnly,
    ReceiveOnly,
    Neither,
}
