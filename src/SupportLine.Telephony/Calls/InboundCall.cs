using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Somebody phoned us (RFC 3261 section 13.3).</summary>
internal sealed class InboundCall : Call
{
    private readonly ServerTransaction _invite;
    private readonly string _localTag;
    private readonly byte[]? _answer;
    private TaskCompletionSource? _answered;
    private bool _final;
    private CallEnd? _endOnAck;

    /// <param name="agent">The core.</param>
    /// <param name="id">Identity of the leg.</param>
    /// <param name="media">Its media.</param>
    /// <param name="invite">The INVITE.</param>
    /// <param name="answer">Our SDP answer; null when the INVITE had no offer.</param>
    /// <param name="identity">Who calls and what was dialled.</param>
    public InboundCall(UserAgent agent, string id, MediaSession media, ServerTransaction invite, byte[]? answer, CallIdentity identity)
        : base(agent, id, media)
    {
        _invite = invite;
        _answer = answer;
        _localTag = Tokens.Tag();
        Party = identity.Party;
        Dialled = identity.Dialled;
        Dialog = Dialog.OfServer(invite.Request, invite.Arrival, _localTag, agent.ContactFor(invite.Arrival));
    }

    public override CallDirection Direction => CallDirection.Inbound;

    /// <summary>The INVITE's transaction, by which a CANCEL finds it.</summary>
    public TransactionKey Key => _invite.Key;

    public override CallParty Party { get; }

    public override string Dialled { get; }

    public override Task RingAsync(CancellationToken ct) => Loop.AskAsync(() =>
    {
        if (!_final && End is null)
        {
            var ringing = Agent.Response(_invite, 180, _localTag);
            ringing.Headers.Add(HeaderName.Contact, Dialog!.Contact);
            _invite.Respond(ringing);
        }

        return true;
    });

    public override async Task AnswerAsync(CancellationToken ct)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop.Post(() =>
        {
            if (End is { } end)
            {
                answered.TrySetException(new CallEndedException(end));
                return;
            }

            if (_final)
            {
                answered.TrySetResult();
                return;
            }

            _answered = answered;
            _final = true;
            SendOk(_invite, _answer ?? Media.CreateOffer(), isOffer: _answer is null);
        });
        await answered.Task.WaitAsync(ct);
    }

    public override Task RejectAsync(int status, CancellationToken ct) => Loop.AskAsync(() =>
    {
        Refuse(status, new CallEnd(CallEndKind.Rejected, status));
        return true;
    });

    internal override void HangUp(CallEnd end)
    {
        if (End is not null)
        {
            return;
        }

        if (!_final)
        {
            Refuse(end.Kind == CallEndKind.ShuttingDown ? 503 : 480, end);
        }
        else if (AwaitsAck && end.Kind != CallEndKind.NoAck)
        {
            // No BYE before the ACK (section 15): the ACK, or its time-out, sends it.
            _endOnAck = end;
        }
        else
        {
            StopAnswering();
            SendBye();
            Finish(end);
        }
    }

    /// <summary>CANCEL came: too late once a final response has gone (section 9.2).</summary>
    internal void OnCancel() => Refuse(487, new CallEnd(CallEndKind.Cancelled, 487));

    internal override void OnRequest(ServerTransaction transaction)
    {
        var isBye = transaction.Request.Method == SipMethod.Bye;
        if (isBye && !_final)
        {
            // A BYE in an early dialog ends the INVITE as a CANCEL would (section 15.1.2).
            Respond(transaction, 200);
            OnCancel();
            return;
        }

        if (transaction.Request.Method == SipMethod.Invite && !_final)
        {
            Respond(transaction, 500);
            return;
        }

        if (isBye)
        {
            StopAnswering();
        }

        OnDialogRequest(transaction);
        Notice();
    }

    internal override void OnAck(SipRequest ack)
    {
        if (!OnDialogAck(ack))
        {
            return;
        }

        if (_endOnAck is { } end)
        {
            HangUp(end);
        }
        else if (_answered?.TrySetResult() == true)
        {
            Established();
        }
    }

    private void Refuse(int status, CallEnd end)
    {
        if (!_final)
        {
            _final = true;
            _invite.Respond(Agent.Response(_invite, status, _localTag));
            Finish(end);
        }
    }

    private void Finish(CallEnd end)
    {
        TryEnd(end);
        Notice();
    }

    /// <summary>Whoever waits for the answer to be acknowledged hears that the call has ended instead.</summary>
    private void Notice()
    {
        if (End is { } end)
        {
            _answered?.TrySetException(new CallEndedException(end));
        }
    }
}
