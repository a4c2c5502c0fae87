using System.Net;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>We phone somebody (RFC 3261 section 13.2).</summary>
internal sealed partial class OutboundCall : Call, IClientTransactionUser
{
    /// <summary>Challenges answered: of the trunk and the proxies on the way, and a stale nonce.</summary>
    private const int MostChallenges = 4;

    /// <summary>How often an INVITE is sent at most: once, for each challenge, and for longer sessions.</summary>
    internal const int MostSendings = MostChallenges + 2;

    private readonly TaskCompletionSource<DialResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Flow _flow;
    private readonly string _contact;
    private readonly DigestClient? _digest;
    private SipRequest _invite;
    private ClientTransaction? _transaction;
    private Action? _stopRing;
    private Func<string, Task>? _beforeTalk;
    private string? _noting;
    private bool _confirmed;
    private readonly string _branch;
    private int _challenges;
    private int _sendings;

    public OutboundCall(UserAgent agent, string id, MediaSession media, SipRequest invite, Flow flow, string contact, CallParty party, DigestClient? digest, string? partOf)
        : base(agent, id, media)
    {
        _invite = invite;
        _flow = flow;
        _contact = contact;
        _digest = digest;
        Party = party;
        PartOf = partOf;
        _branch = agent.Transactions.Address(invite, flow);
    }

    public override CallDirection Direction => CallDirection.Outbound;

    public override string? PartOf { get; }

    public override string SipCallId => _invite.CallId;

    public override CallParty Party { get; }

    public override string Dialled => Party.Number;

    internal override IPAddress Partner => _flow.Remote.Address;

    /// <summary>Where another process reaches the far end: not by a connection that it has open to us.</summary>
    public required (TransportKind Kind, IPEndPoint Remote) Listens { get; init; }

    /// <summary>How it came out, once that is known.</summary>
    public Task<DialResult> Result => _result.Task;

    public override Task RingAsync(CancellationToken ct) => throw new InvalidOperationException("Only an inbound leg rings.");

    public override Task AnswerAsync(CancellationToken ct) => throw new InvalidOperationException("Only an inbound leg is answered.");

    public override Task RejectAsync(int status, CancellationToken ct) => throw new InvalidOperationException("Only an inbound leg is refused.");

    /// <summary>How whoever finds this ring cancels it, before it is sent.</summary>
    public LeftLeg LeftRing => new(Listens.Kind, Listens.Remote, Cancellation(), Party.Trunk);

    /// <summary>Sends the INVITE, unless it has been given up. In the loop.</summary>
    /// <param name="request">Says how long it may ring.</param>
    /// <param name="hearWithin">How long the far end may give no sign; null for as long.</param>
    public void Start(DialRequest request, TimeSpan? hearWithin)
    {
        if (End is not null) return;
        _beforeTalk = request.BeforeTalk;
        if (hearWithin is { } patience)
        {
            Loop.Schedule(patience, () =>
            {
                if (!_heard) GiveUp(NothingThere(), new CallEnd(CallEndKind.Cancelled));
            });
        }

        _digest?.Authorize(_invite);
        _stopRing = RingFor(request, RingOut);
        _transaction = Agent.Transactions.Send(_invite, _flow, this);
    }

    /// <summary>Whoever dialled waits no longer; an answer that came before stays theirs. In the loop.</summary>
    public void StopRinging()
    {
        if (!_confirmed)
        {
            GiveUp(new DialResult.Cancelled(), new CallEnd(CallEndKind.LocalHungUp));
        }
    }

    /// <summary>Another phone was first: this one stops ringing, or hangs up where it answered at the same moment. In the loop.</summary>
    public void GiveWay() => HangUp(new CallEnd(CallEndKind.AnsweredElsewhere));

    /// <summary>Somebody else has taken it: the phone is told, and lists no missed call; whoever has answered is told by a voice. In the loop.</summary>
    public void StopElsewhere()
    {
        if (!_confirmed) GiveWay();
    }

    public void OnResponse(SipResponse response, ClientTransaction transaction)
    {
        if (response.IsProvisional)
        {
            OnProvisional(response);
        }
        else if (response.IsSuccess)
        {
            OnOk(response);
        }
        else if (response.Status is 401 or 407 && End is null && _challenges < MostChallenges && _digest?.Learn(_invite, response) == true)
        {
            _challenges++;
            SendAgain(_digest.Authorize);
        }
        else if (response.Status == 422 && End is null && SessionExpires.LeastOf(response) is var least and > 0 && least <= SessionExpires.Most && !_asksForLonger)
        {
            AskForLonger(least);
        }
        else
        {
            var reason = Reason.Of(response)?.ToString();
            Fail(Outcome(response.Status, reason), response.Status, reason);
        }
    }

    public void OnTimeout(ClientTransaction transaction) => Fail(NothingThere(), 408);

    internal override void HangUp(CallEnd end)
    {
        if (_confirmed && End is null)
        {
            EndDialog(end);
        }
        else
        {
            GiveUp(new DialResult.Cancelled(), end);
        }
    }

    internal override void OnRequest(ServerTransaction transaction)
    {
        if (!_confirmed && transaction.Request.Method.Name is "BYE" or "INVITE")
        {
            // Not before the phone has answered (RFC 3261 sections 14.1 and 15).
            Respond(transaction, 481);
            return;
        }

        OnDialogRequest(transaction);
    }

    internal override IEnumerable<Dialog> Dialogs => base.Dialogs.Union(_early.Values.Select(early => early.Dialog));

    /// <summary>Of several phones that ring each has a dialog of its own, with an order and a target of its own (RFC 3261 section 12.1.2).</summary>
    protected override Dialog DialogOf(SipRequest request) =>
        !_confirmed && _early.TryGetValue(request.From!.Tag ?? "", out var early) ? early.Dialog : base.DialogOf(request);

    internal override void OnAck(SipRequest ack) => OnDialogAck(ack);

    private static DialResult Outcome(int status, string? reason) => status switch
    {
        486 or 600 => new DialResult.Busy(),
        603 or 403 => new DialResult.Declined(status),
        408 or 480 => new DialResult.NoAnswer(),
        _ => new DialResult.Failed(status, reason is null ? ReasonPhrase.Of(status) : $"{ReasonPhrase.Of(status)} ({reason})"),
    };

    private static DialResult.Failed NothingThere() => new(0, "nothing answers there");

    private void Fail(DialResult result, int status, string? reason = null)
    {
        _stopRing?.Invoke();
        TryEnd(new CallEnd(CallEndKind.Rejected, status, reason));
        _result.TrySetResult(_ringOut ?? result);
    }
}
