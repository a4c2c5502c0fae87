using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>For a re-INVITE of ours: its 200 is acknowledged as often as it comes, and told once.</summary>
/// <param name="acknowledge">Sends the ACK.</param>
/// <param name="take">The final answer; null for none in time.</param>
internal sealed class ReinviteUser(Action acknowledge, Action<SipResponse?> take) : IClientTransactionUser
{
    private bool _told;

    public void OnResponse(SipResponse response, ClientTransaction transaction)
    {
        if (response.IsSuccess)
        {
            acknowledge();
        }

        if (!response.IsProvisional && !_told)
        {
            _told = true;
            take(response);
        }
    }

    public void OnTimeout(ClientTransaction transaction) => take(null);
}
