using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>For requests whose outcome changes nothing any more: a BYE or CANCEL is over once it is sent.</summary>
internal sealed class DeafUser : IClientTransactionUser
{
    public static readonly DeafUser Instance = new();

    public void OnResponse(SipResponse response, ClientTransaction transaction)
    {
    }

    public void OnTimeout(ClientTransaction transaction)
    {
    }
}
