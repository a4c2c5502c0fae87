using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>RFC 3261 section 17.2.1, figure 7, with the Accepted state of RFC 6026 section 7.1.</summary>
internal sealed class InviteServerTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, Flow arrival)
    : ServerTransaction(layer, key, request, arrival)
{
    private State _state = State.Proceeding;
    private SipTimer? _retransmit;
    private SipTimer? _end;

    private enum State
    {
        Proceeding,
        Completed,
        Confirmed,
        Accepted,
        Terminated,
    }

    public override void Respond(SipResponse response)
    {
        switch (_state)
        {
            case State.Proceeding when response.IsProvisional:
                Send(response);
                break;
            case State.Proceeding when response.IsSuccess:
                EnterAccepted(response);
                break;
            case State.Proceeding:
                EnterCompleted(response);
                break;
            case State.Accepted when response.IsSuccess:
                // The core sends its 200 again until the ACK comes (RFC 3261 section 13.3.1.4).
                Send(response);
                break;
        }
    }

    public override void Receive(SipRequest request)
    {
        switch (_state)
        {
            case State.Proceeding or State.Completed when request.Method == SipMethod.Invite:
                Resend();
                break;
            case State.Completed when request.Method == SipMethod.Ack:
                EnterConfirmed();
                break;
            case State.Accepted when request.Method == SipMethod.Ack:
                // An ACK to a 200 with the INVITE's branch, as RFC 2543 peers send it, is the core's all the same.
                Layer.User.OnAck(request, Arrival);
                break;
        }
    }

    /// <summary>The refusal is sent again until acknowledged: G doubling to T2, H the end.</summary>
    private void EnterCompleted(SipResponse response)
    {
        _state = State.Completed;
        Send(response);
        Shrink();
        _end = Loop.Schedule(SipTimers.Timeout, EnterTerminated);
        if (Arrival.IsUnreliable)
        {
            Retransmit(SipTimers.T1);
        }
    }

    private void Retransmit(TimeSpan interval) => _retransmit = Loop.Schedule(interval, () =>
    {
        Resend();
        Retransmit(SipTimers.Next(interval));
    });

    /// <summary>Further ACKs are absorbed for T4 (timer I).</summary>
    private void EnterConfirmed()
    {
        _state = State.Confirmed;
        _retransmit?.Cancel();
        _end?.Cancel();
        if (Arrival.IsUnreliable)
        {
            _end = Loop.Schedule(SipTimers.T4, EnterTerminated);
        }
        else
        {
            EnterTerminated();
        }
    }

    /// <summary>Repeated INVITEs are absorbed until timer L.</summary>
    private void EnterAccepted(SipResponse response)
    {
        _state = State.Accepted;
        Send(response);

        // It is the core's to send again.
        Last = null;
        Shrink();
        _end = Loop.Schedule(SipTimers.Timeout, EnterTerminated);
    }

    private void EnterTerminated()
    {
        _state = State.Terminated;
        _retransmit?.Cancel();
        Terminate();
    }
}
