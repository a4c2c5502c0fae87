using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>RFC 3261 section 17.1.1, figure 5, with the Accepted state of RFC 6026 section 7.2.</summary>
internal sealed class InviteClientTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, Flow flow, IClientTransactionUser user)
    : ClientTransaction(layer, key, request, flow, user)
{
    private State _state = State.Calling;
    private SipTimer? _retransmit;
    private SipTimer? _end;
    private SipRequest? _ack;

    private enum State
    {
        Calling,
        Proceeding,
        Completed,
        Accepted,
        Terminated,
    }

    public override void Start()
    {
        SendRequest();
        _end = Loop.Schedule(SipTimers.Timeout, OnTimerB);
        if (Flow.IsUnreliable)
        {
            Retransmit(SipTimers.T1);
        }
    }

    public override void Receive(SipResponse response)
    {
        switch (_state)
        {
            case State.Calling or State.Proceeding when response.IsProvisional:
                EnterProceeding(response);
                break;
            case State.Calling or State.Proceeding when response.IsSuccess:
                EnterAccepted(response);
                break;
            case State.Calling or State.Proceeding:
                EnterCompleted(response);
                break;
            case State.Completed when response.Status >= 300:
                Layer.Transport.Send(_ack!, Flow);
                break;
            case State.Accepted when response.IsSuccess:
                // Again, or from another fork: the core acknowledges each.
                User.OnResponse(response, this);
                break;
        }
    }

    public override void Abandon()
    {
        _end?.Cancel();
        EnterTerminated();
    }

    /// <summary>Timer A doubles without a bound until timer B.</summary>
    private void Retransmit(TimeSpan interval) => _retransmit = Loop.Schedule(interval, () =>
    {
        SendRequest();
        Retransmit(interval * 2);
    });

    protected override void OnNotSent()
    {
        if (_state != State.Calling) return;
        _end?.Cancel();
        EnterTerminated();
        TellNotSent();
    }

    private void OnTimerB()
    {
        EnterTerminated();
        User.OnTimeout(this);
    }

    private void EnterProceeding(SipResponse response)
    {
        _state = State.Proceeding;
        _retransmit?.Cancel();
        _end?.Cancel();
        User.OnResponse(response, this);
    }

    /// <summary>The ACK to a refusal is the transaction's own (section 17.1.1.3); timer D absorbs repetitions.</summary>
    private void EnterCompleted(SipResponse response)
    {
        _state = State.Completed;
        _retransmit?.Cancel();
        _end?.Cancel();
        _ack = AckFor(response);
        Layer.Transport.Send(_ack, Flow);
        if (Flow.IsUnreliable)
        {
            _end = Loop.Schedule(SipTimers.D, EnterTerminated);
        }
        else
        {
            EnterTerminated();
        }

        User.OnResponse(response, this);
    }

    /// <summary>Timer M: until then every 2xx goes to the core.</summary>
    private void EnterAccepted(SipResponse response)
    {
        _state = State.Accepted;
        _retransmit?.Cancel();
        _end?.Cancel();
        _end = Loop.Schedule(SipTimers.Timeout, EnterTerminated);
        User.OnResponse(response, this);
    }

    private void EnterTerminated()
    {
        _state = State.Terminated;
        _retransmit?.Cancel();
        Terminate();
    }

    private SipRequest AckFor(SipResponse response)
    {
        var ack = new SipRequest(SipMethod.Ack, Request.RequestUriText);
        ack.Headers.Add(HeaderName.Via, Request.TopVia!.ToString());
        foreach (var route in Request.Headers.GetAll(HeaderName.Route))
        {
            ack.Headers.Add(HeaderName.Route, route);
        }

        ack.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, Request.Headers.Get(HeaderName.From)!)
            .Add(HeaderName.To, response.Headers.Get(HeaderName.To)!)
            .Add(HeaderName.CallId, Request.CallId)
            .Add(HeaderName.CSeq, new CSeq(Request.CSeq!.Value.Number, SipMethod.Ack).ToString());
        return ack;
    }
}
