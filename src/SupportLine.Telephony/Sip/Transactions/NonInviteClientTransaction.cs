using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>RFC 3261 section 17.1.2, figure 6.</summary>
internal sealed class NonInviteClientTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, Flow flow, IClientTransactionUser user)
    : ClientTransaction(layer, key, request, flow, user)
{
    private State _state = State.Trying;
    private SipTimer? _retransmit;
    private SipTimer? _end;

    private enum State
    {
        Trying,
        Proceeding,
        Completed,
    }

    public override void Start()
    {
        SendRequest();
        _end = Loop.Schedule(SipTimers.Timeout, OnTimerF);
        if (Flow.IsUnreliable)
        {
            Retransmit(SipTimers.T1);
        }
    }

    public override void Receive(SipResponse response)
    {
        if (_state == State.Completed)
        {
            return;
        }

        if (response.IsProvisional)
        {
            _state = State.Proceeding;
        }
        else
        {
            EnterCompleted();
        }

        User.OnResponse(response, this);
    }

    public override void Abandon()
    {
        _state = State.Completed;
        _retransmit?.Cancel();
        _end?.Cancel();
        Terminate();
    }

    /// <summary>Timer E: doubling to T2; once a provisional answer has come, T2 (section 17.1.2.2).</summary>
    private void Retransmit(TimeSpan interval) => _retransmit = Loop.Schedule(interval, () =>
    {
        SendRequest();
        Retransmit(_state == State.Proceeding ? SipTimers.T2 : SipTimers.Next(interval));
    });

    protected override void OnNotSent()
    {
        if (_state != State.Trying) return;
        Abandon();
        TellNotSent();
    }

    private void OnTimerF()
    {
        Abandon();
        User.OnTimeout(this);
    }

    /// <summary>Timer K: T4 over an unreliable transport, else at once.</summary>
    private void EnterCompleted()
    {
        _state = State.Completed;
        _retransmit?.Cancel();
        _end?.Cancel();
        if (Flow.IsUnreliable)
        {
            _end = Loop.Schedule(SipTimers.T4, Terminate);
        }
        else
        {
            Terminate();
        }
    }
}
