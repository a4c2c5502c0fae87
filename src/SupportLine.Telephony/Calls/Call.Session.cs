using System.Globalization;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Session timers (RFC 4028): whether the far end is still there, by a refresh from one of the two sides.</summary>
internal abstract partial class Call
{
    private SessionExpires _session;
    private SipTimer? _refresh;
    private SipTimer? _expiry;
    private ClientTransaction? _ownInvite;
    private int _challenges;

    /// <summary>The largest Min-SE that the way has asked for, s: it stands on all that follow (RFC 4028 section 7.4).</summary>
    protected int LeastSession { get; set; } = SessionExpires.Least;

    /// <summary>Whether the peer takes UPDATE, which refreshes without an offer (RFC 4028 section 7.4).</summary>
    protected bool PeerTakesUpdate { get; set; }

    /// <summary>422 where a peer that knows timers asks for a shorter session than RFC 4028 section 4 allows.</summary>
    protected bool RefusedForSession(ServerTransaction transaction)
    {
        if (!SessionExpires.IsTooSmall(transaction.Request))
        {
            return false;
        }

        var refusal = Agent.Response(transaction, 422, Dialog?.Id.LocalTag);
        refusal.Headers.Add("Min-SE", SessionExpires.Least.ToString(CultureInfo.InvariantCulture));
        transaction.Respond(refusal);
        return true;
    }

    /// <summary>As the one asked: says in the 200 how long and who refreshes (RFC 4028 section 9).</summary>
    protected void AgreeOnSession(SipRequest request, SipResponse ok)
    {
        var agreed = SessionExpires.InAnswerTo(request, Agent.Options.SessionInterval);
        ok.Headers.Add("Session-Expires", agreed.ToString());
        if (SessionExpires.IsKnownTo(request))
        {
            ok.Headers.Add("Require", "timer");
        }

        KeepSession(agreed, weRefresh: !agreed.ByClient);
    }

    /// <summary>As the one who asked: what the 200 says holds; nothing said, and the session does not expire (section 7.2).</summary>
    protected void AgreeOnSession(SipResponse ok)
    {
        if (SessionExpires.Of(ok) is { } agreed)
        {
            KeepSession(agreed, weRefresh: agreed.ByClient);
        }
        else
        {
            StopSession();
        }
    }

    /// <summary>A re-INVITE of ours that is open when the call ends gets its ACK, but not for ever.</summary>
    private void EndSession()
    {
        StopSession();
        if (_ownInvite is { } invite)
        {
            Loop.Schedule(SipTimers.Timeout, invite.Abandon);
        }
    }

    private void StopSession()
    {
        _refresh?.Cancel();
        _expiry?.Cancel();
    }

    /// <summary>Half the interval until our refresh; theirs is given up a third or 32 s before the end (section 10).</summary>
    private void KeepSession(SessionExpires session, bool weRefresh)
    {
        StopSession();
        _session = session;
        var interval = TimeSpan.FromSeconds(session.Seconds);
        var slack = interval / 3 < SipTimers.Timeout ? interval / 3 : SipTimers.Timeout;
        _expiry = Loop.Schedule(weRefresh ? interval : interval - slack, () => HangUp(new CallEnd(CallEndKind.DialogLost)));
        if (weRefresh)
        {
            _refresh = Loop.Schedule(interval / 2, Refresh);
        }
    }

    private void Refresh()
    {
        if (AwaitsAck || _ownInvite is not null)
        {
            RefreshAfter(SipTimers.T2);
            return;
        }

        var method = PeerTakesUpdate ? SipMethod.Update : SipMethod.Invite;
        var request = Dialog!.Request(method);
        request.Headers
            .Add("Supported", UserAgent.Supported)
            .Add("Allow", UserAgent.Allow)
            .Add("Session-Expires", $"{_session.Seconds};refresher=uac")
            .Add("Min-SE", LeastSession.ToString(CultureInfo.InvariantCulture));
        if (method == SipMethod.Update)
        {
            Agent.Send(Dialog, request, new FinalAnswer(OnRefreshed));
            return;
        }

        request.SetBody("application/sdp", Media.CreateOffer());
        _ownInvite = Agent.Send(Dialog, request, new ReinviteUser(() => Acknowledge(request), response => OnReinvited(request, response)));
    }

    private void RefreshAfter(TimeSpan delay) => _refresh = Loop.Schedule(delay, Refresh);

    private void Acknowledge(SipRequest invite) => Agent.Acknowledge(Dialog!, Dialog!.Ack(invite));

    private void OnReinvited(SipRequest invite, SipResponse? response)
    {
        _ownInvite = null;
        if (End is null && response is { Status: 401 or 407 } && ++_challenges <= ProvingUser.MostChallenges && Dialog!.Digest?.Learn(invite, response) == true)
        {
            Refresh();
            return;
        }

        _challenges = 0;
        if (End is null && response is { IsSuccess: true } && !Media.TryAcceptAnswer(SessionText.Of(response)))
        {
            HangUp(new CallEnd(CallEndKind.Rejected, 488));
            return;
        }

        OnRefreshed(response);
    }

    private void OnRefreshed(SipResponse? response)
    {
        if (End is not null)
        {
            return;
        }

        switch (response)
        {
            case null or { Status: 408 or 481 }:
                // The far end is gone (RFC 3261 section 12.2.1.2).
                HangUp(new CallEnd(CallEndKind.DialogLost, response?.Status ?? 408));
                break;
            case { IsSuccess: true }:
                Dialog!.Refresh(response);
                AgreeOnSession(response);
                break;
            case { Status: 405 or 501 } when PeerTakesUpdate:
                PeerTakesUpdate = false;
                Refresh();
                break;
            case { Status: 422 } when SessionExpires.LeastOf(response) is var least && least > _session.Seconds:
                LeastSession = least;
                _session = _session with { Seconds = least };
                Refresh();
                break;
            case { Status: 491 }:
                RefreshAfter(Glare.BackOff(Dialog!.IsClient));
                break;
            default:
                // The session stands until it expires: another try before that.
                RefreshAfter(TimeSpan.FromSeconds(_session.Seconds / 8.0));
                break;
        }
    }
}
