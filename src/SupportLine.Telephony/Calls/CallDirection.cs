namespace SupportLine.Telephony.Calls;

public enum CallDirection
{
    Inbound,
    Outbound,
}
