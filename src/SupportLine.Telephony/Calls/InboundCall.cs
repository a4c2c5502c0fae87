using System.Net;
using SupportLine.Telephony.Calls.Trunks;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Somebody phoned us (RFC 3261 section 13.3).</summary>
internal sealed partial class InboundCall : Call
{
    /// <summary>A conversation that neither answers nor refuses has failed: callers are not left ringing.</summary>
    private static readonly TimeSpan LongestRing = TimeSpan.FromMinutes(3);

    private readonly ServerTransaction _invite;
    private readonly byte[]? _answer;
    private readonly SipTimer _unanswered;
    private TaskCompletionSource? _answered;
    private bool _final;

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
        Party = identity.Party;
        Dialled = identity.Dialled;

        // Where the trunk has closed its connection we open one, and there it has to prove its name.
        var way = invite.Arrival with { Host = agent.LinkOf(Party.Trunk)?.Trunk.HopName(), IsOnlyWay = Party.Phone is not null };
        Dialog = Dialog.OfServer(invite.Request, way, Tokens.Tag(), agent.ContactFor(invite.Arrival), staysOnFlow: Party.Phone is not null && invite.Request.Vias.Take(2).Count() == 1);

        // A trunk that asks who we are when we phone asks so of our requests in its calls too (section 22.3).
        Dialog.Digest = Party.Phone is null ? agent.LinkOf(Party.Trunk)?.Digest : null;
        PeerTakesUpdate = UserAgent.Allows(invite.Request, SipMethod.Update);
        _unanswered = Loop.Schedule(LongestRing, () => HangUp(default));
    }

    public override CallDirection Direction => CallDirection.Inbound;

    /// <summary>The INVITE's transaction, by which a CANCEL finds it.</summary>
    public TransactionKey Key => _invite.Key;

    public override string? PartOf => Id;

    public override string SipCallId => _invite.Request.CallId;

    public override CallParty Party { get; }

    public override string Dialled { get; }

    internal override IPAddress Partner => _invite.Arrival.Remote.Address;

    /// <summary>Our answer goes with the 200: until then the offer of the INVITE stands open, or is still to be made.</summary>
    protected override bool OwesAnswer => !_final && !_isAgreed;

    public override async Task AnswerAsync(CancellationToken ct)
    {
        await UnlessEndedAsync(() =>
        {
            _answered ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Answer();
        });
        await _answered!.Task.WaitAsync(ct);
    }

    public override Task RejectAsync(int status, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 699);
        return UnlessEndedAsync(() => Refuse(status, new CallEnd(CallEndKind.Rejected, status)));
    }

    internal override void HangUp(CallEnd end)
    {
        if (End is not null)
        {
            return;
        }

        if (!_final)
        {
            Refuse(StatusOf(end), end);
        }
        else
        {
            EndDialog(end);
            Notice();
        }
    }

    /// <summary>CANCEL came: too late once a final response has gone (section 9.2).</summary>
    internal void OnCancel(Reason? reason) => Refuse(487, new CallEnd(CallEndKind.Cancelled, 487, reason?.ToString()));

    internal override void OnRequest(ServerTransaction transaction)
    {
        var method = transaction.Request.Method;
        if (method == SipMethod.Bye && !_final)
        {
            // A BYE in an early dialog ends the INVITE as a CANCEL would (section 15.1.2).
            Respond(transaction, 200);
            OnCancel(Reason.Of(transaction.Request));
            return;
        }

        if (method == SipMethod.Invite && !_final)
        {
            // A second INVITE before the first is answered (section 14.2).
            Agent.RefuseForNow(transaction, Dialog!.Id.LocalTag);
            return;
        }

        OnDialogRequest(transaction);
        Notice();
    }

    internal override void OnAck(SipRequest ack)
    {
        if (OnDialogAck(ack) && _answered?.TrySetResult() == true)
        {
            Established();
        }

        Notice();
    }

    private static int StatusOf(CallEnd end) => end.Kind switch
    {
        CallEndKind.ShuttingDown => 503,
        CallEndKind.ServerError => 500,
        _ => 480,
    };

    private void Answer()
    {
        if (_final || End is not null || _answerWhenAcknowledged)
        {
            return;
        }

        if (_reliable is { NeedsAnswer: true, IsAcknowledged: false })
        {
            // A 200 may not overtake an offer that is still on its way (RFC 3262 section 3).
            _answerWhenAcknowledged = true;
            return;
        }

        StopRinging();
        var isOffer = _answer is null && !_isAgreed;
        SendOk(_invite, isOffer ? Media.CreateOffer() : _answer, isOffer);
    }

    private void Refuse(int status, CallEnd end)
    {
        if (!_final)
        {
            StopRinging();
            TryEnd(end);
            _invite.Respond(Agent.Response(_invite, status, Dialog!.Id.LocalTag));
            Notice();
        }
    }

    private void StopRinging()
    {
        _final = true;
        _unanswered.Cancel();
        _ringAgain?.Cancel();
        _reliable?.Stop();
    }

    /// <summary>Whoever waits for the answer to be acknowledged hears that the call has ended instead.</summary>
    private void Notice()
    {
        if (End is { } end)
        {
            _answered?.TrySetException(new CallEndedException(end));
        }
    }

    private async Task UnlessEndedAsync(Action act)
    {
        var ended = await Loop.AskAsync(() =>
        {
            var end = End;
            if (end is null)
            {
                act();
            }

            return end;
        });
        if (ended is { } reason)
        {
            throw new CallEndedException(reason);
        }
    }
}
