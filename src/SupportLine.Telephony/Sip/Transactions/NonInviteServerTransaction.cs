using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>RFC 3261 section 17.2.2, figure 8.</summary>
internal sealed class NonInviteServerTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, Flow arrival)
    : ServerTransaction(layer, key, request, arrival)
{
    private bool _completed;

    public override void Respond(SipResponse response)
    {
        if (_completed)
        {
            return;
        }

        Send(response);
        if (!response.IsProvisional)
        {
            EnterCompleted();
        }
    }

    /// <summary>Trying: absorbed, as nothing has been sent. Proceeding and Completed: the last answer once more.</summary>
    public override void Receive(SipRequest request) => Resend();

    /// <summary>Timer J: 64*T1 over an unreliable transport, else at once.</summary>
    private void EnterCompleted()
    {
        _completed = true;
        if (Arrival.IsUnreliable)
        {
            Shrink();
            Loop.Schedule(SipTimers.Timeout, Terminate);
        }
        else
        {
            Terminate();
        }
    }
}
