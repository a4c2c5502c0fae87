using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>We phone somebody (RFC 3261 section 13.2).</summary>
internal sealed class OutboundCall : Call, IClientTransactionUser
{
    private readonly TaskCompletionSource<DialResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SipRequest _invite;
    private readonly Flow _flow;
    private readonly string _contact;
    private ClientTransaction? _transaction;
    private SipRequest? _ack;
    private SipTimer? _ring;
    private SipTimer? _giveUp;
    private bool _provisional;
    private DialResult? _cancelledAs;

    public OutboundCall(UserAgent agent, string id, MediaSession media, SipRequest invite, Flow flow, string contact, string dialled)
        : base(agent, id, media)
    {
        _invite = invite;
        _flow = flow;
        _contact = contact;
        Dialled = dialled;
        Party = new CallParty(dialled, "", Trusted: true, Trunk: null);
    }

    public override CallDirection Direction => CallDirection.Outbound;

    public override CallParty Party { get; }

    public override string Dialled { get; }

    public Task<DialResult> Result => _result.Task;

    public override Task RingAsync(CancellationToken ct) => throw new InvalidOperationException("Only an inbound leg rings.");

    public override Task AnswerAsync(CancellationToken ct) => throw new InvalidOperationException("Only an inbound leg is answered.");

    public override Task RejectAsync(int status, CancellationToken ct) => throw new InvalidOperationException("Only an inbound leg is refused.");

    /// <summary>Sends the INVITE. In the loop.</summary>
    public void Start(TimeSpan ringFor)
    {
        _ring = Loop.Schedule(ringFor, () => Cancel(new DialResult.NoAnswer()));
        _transaction = Agent.Transactions.Send(_invite, _flow, this);
    }

    /// <summary>Gives up ringing. In the loop.</summary>
    public void Cancel(DialResult outcome)
    {
        if (Dialog is not null || _cancelledAs is not null || _result.Task.IsCompleted)
        {
            return;
        }

        _cancelledAs = outcome;
        if (_provisional)
        {
            SendCancel();
        }
    }

    public void OnResponse(SipResponse response, ClientTransaction transaction)
    {
        if (response.IsProvisional)
        {
            OnProvisional();
        }
        else if (response.IsSuccess)
        {
            OnOk(response);
        }
        else
        {
            Fail(_cancelledAs ?? Outcome(response.Status), response.Status);
        }
    }

    public void OnTimeout(ClientTransaction transaction) => Fail(_cancelledAs ?? new DialResult.Failed(0, "nothing answers there"), 408);

    internal override void HangUp(CallEnd end)
    {
        if (End is not null)
        {
            return;
        }

        if (Dialog is null)
        {
            Cancel(new DialResult.Cancelled());
            return;
        }

        StopAnswering();
        SendBye();
        TryEnd(end);
    }

    internal override void OnRequest(ServerTransaction transaction) => OnDialogRequest(transaction);

    internal override void OnAck(SipRequest ack) => OnDialogAck(ack);

    private static DialResult Outcome(int status) => status switch
    {
        486 or 600 => new DialResult.Busy(),
        603 or 403 => new DialResult.Declined(status),
        408 or 480 => new DialResult.NoAnswer(),
        _ => new DialResult.Failed(status, ReasonPhrase.Of(status)),
    };

    private void OnProvisional()
    {
        var first = !_provisional;
        _provisional = true;

        // A CANCEL may not overtake its INVITE: it waits for the first provisional answer (section 9.1).
        if (first && _cancelledAs is not null)
        {
            SendCancel();
        }
    }

    private void SendCancel()
    {
        var cancel = new SipRequest(SipMethod.Cancel, _invite.RequestUriText);
        cancel.Headers
            .Add(HeaderName.Via, _invite.TopVia!.ToString())
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, _invite.Headers.Get(HeaderName.From)!)
            .Add(HeaderName.To, _invite.Headers.Get(HeaderName.To)!)
            .Add(HeaderName.CallId, _invite.CallId)
            .Add(HeaderName.CSeq, new CSeq(_invite.CSeq!.Value.Number, SipMethod.Cancel).ToString());
        foreach (var route in _invite.Headers.GetAll(HeaderName.Route))
        {
            cancel.Headers.Add(HeaderName.Route, route);
        }

        Agent.Transactions.Cancel(_transaction!, cancel, DeafUser.Instance);

        // A peer that never answers the INVITE after a CANCEL is given up after 64*T1 (section 9.1).
        _giveUp = Loop.Schedule(SipTimers.Timeout, () => Fail(_cancelledAs!, 408));
    }

    private void OnOk(SipResponse response)
    {
        var dialog = Dialog.OfClient(_invite, response, _flow, _contact);
        if (Dialog is null && End is null && _cancelledAs is null)
        {
            Accept(dialog, response);
        }
        else if (Dialog is not null && Dialog.Id == dialog.Id)
        {
            // The 200 came again: so did not our ACK.
            Agent.Transactions.SendAck(Copy(_ack!), dialog.NextHop());
        }
        else
        {
            // Another fork answered too, or the answer raced our CANCEL: acknowledged and ended (section 13.2.2.4).
            Agent.Transactions.SendAck(dialog.Ack(_invite.CSeq!.Value.Number), dialog.NextHop());
            Agent.Transactions.Send(dialog.Request(SipMethod.Bye), dialog.NextHop(), DeafUser.Instance);
            if (_cancelledAs is not null)
            {
                Fail(_cancelledAs, 487);
            }
        }
    }

    private void Accept(Dialog dialog, SipResponse response)
    {
        Dialog = dialog;
        _ring?.Cancel();
        Agent.Remember(this);
        _ack = dialog.Ack(_invite.CSeq!.Value.Number);
        Agent.Transactions.SendAck(Copy(_ack), dialog.NextHop());
        if (UserAgent.IsSdp(response) && Media.TryAcceptAnswer(response.Body.Span))
        {
            Established();
            _result.TrySetResult(new DialResult.Answered(this));
            return;
        }

        _result.TrySetResult(new DialResult.Failed(488, "the answer's media cannot be used"));
        HangUp(new CallEnd(CallEndKind.Rejected, 488));
    }

    /// <summary>Each ACK sent gets a Via of its own, so the kept one stays without.</summary>
    private static SipRequest Copy(SipRequest ack)
    {
        var copy = new SipRequest(ack.Method, ack.RequestUriText);
        foreach (var (name, value) in ack.Headers.All())
        {
            copy.Headers.Add(name, value);
        }

        return copy;
    }

    private void Fail(DialResult result, int status)
    {
        _ring?.Cancel();
        _giveUp?.Cancel();
        var kind = result is DialResult.Cancelled or DialResult.NoAnswer ? CallEndKind.Cancelled : CallEndKind.Rejected;
        TryEnd(new CallEnd(kind, status));
        _result.TrySetResult(result);
    }
}
