using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>For a request of which only the final answer matters; null stands for none in time.</summary>
internal sealed class FinalAnswer(Action<SipResponse?> take) : IClientTransactionUser
{
    public void OnResponse(SipResponse response, ClientTransaction transaction)
    {
        if (!response.IsProvisional)
        {
            take(response);
        }
    }

    public void OnTimeout(ClientTransaction transaction) => take(null);
}
