using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Rings of a process that died.</summary>
internal sealed partial class UserAgent
{
    /// <summary>Sends the CANCEL of one sending of its INVITE; tells the answer's status, 0 when none came, or -1 when nothing reaches it.</summary>
    public void CancelLeft(LeftRing ring, int sending, Action<int> told)
    {
        if (Transactions.Transport.FlowTo(ring.Kind, ring.Remote) is { } flow) Transactions.SendCancel(ring.CancelOfSending(sending), flow, new AnswerUser(told));
        else told(-1);
    }

    private sealed class AnswerUser(Action<int> told) : IClientTransactionUser
    {
        public void OnResponse(SipResponse response, ClientTransaction transaction)
        {
            if (!response.IsProvisional) told(response.Status);
        }

        public void OnTimeout(ClientTransaction transaction) => told(0);
    }
}
