using System.Globalization;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Until somebody answers: ringing, reliable answers acknowledged (RFC 3262 section 4), giving up.</summary>
internal sealed partial class OutboundCall
{
    /// <summary>Phones one INVITE may reach; a proxy that forks further is not followed.</summary>
    private const int MostForks = 16;

    /// <summary>How long a phone may take to say that it rings no more: its CANCEL is sent again twice.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, EarlyDialog> _early = [];
    private DialResult? _ringOut;
    private bool _heard;

    /// <summary>Whether the INVITE that is under way has been heard of: each sending of it has a CANCEL of its own.</summary>
    private bool _mayCancel;
    private bool _asksForLonger;

    private void OnProvisional(SipResponse response)
    {
        if (!_mayCancel && End is not null)
        {
            SendCancel();
        }

        _heard = _mayCancel = true;
        if (End is null && response.Status > 100 && response.To!.Tag is { } tag)
        {
            OnEarly(response, tag);
        }
    }

    private void OnEarly(SipResponse response, string tag)
    {
        if (!_early.TryGetValue(tag, out var early))
        {
            if (_early.Count == MostForks)
            {
                return;
            }

            early = new EarlyDialog(Begin(response));
            _early.Add(tag, early);
            Dialog ??= early.Dialog;
            if (!_confirmed) Agent.RememberAlso(early.Dialog, this);
        }

        var sdp = SessionText.Of(response);
        if (!sdp.IsEmpty && !early.IsAnswered)
        {
            early.Sdp = sdp;
        }

        if (response.Headers.Elements("Require").Contains("100rel", StringComparer.OrdinalIgnoreCase)
            && uint.TryParse(response.Headers.Get("RSeq"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            OnReliable(early, sequence, !sdp.IsEmpty);
        }
    }

    /// <summary>Only the one next in order is acknowledged: a repeated one has been, a later one comes again.</summary>
    private void OnReliable(EarlyDialog early, uint sequence, bool hasSdp)
    {
        if (early.LastRSeq != 0 && sequence != early.LastRSeq + 1)
        {
            return;
        }

        early.LastRSeq = sequence;
        early.IsAnswered |= hasSdp;
        var prack = early.Dialog.Request(SipMethod.Prack);
        prack.Headers.Add("RAck", $"{sequence} {_invite.CSeq}");
        Agent.Send(early.Dialog, prack, DeafUser.Instance);
    }

    /// <summary>Does it once the ring has been long enough; what is returned keeps it from being done.</summary>
    private Action RingFor(DialRequest request, Action enough)
    {
        if (request.Clock is not { } clock) return Loop.Schedule(request.RingFor, enough).Cancel;
        var timer = clock.CreateTimer(
            _ => Loop.Post(() =>
            {
                // An answer may have come while this was on its way to the loop.
                if (!_confirmed) enough();
            }),
            null,
            request.RingFor,
            Timeout.InfiniteTimeSpan);
        return timer.Dispose;
    }

    /// <summary>
    /// Stops ringing. Whoever dialled is told at once; what comes late is dealt with below: a CANCEL may not overtake
    /// its INVITE, so it waits for the first provisional answer (section 9.1), and an answer that races it is ended.
    /// </summary>
    private void GiveUp(DialResult outcome, CallEnd end)
    {
        if (End is not null)
        {
            return;
        }

        _stopRing?.Invoke();
        TryEnd(end);
        if (_ringOut is null) _result.TrySetResult(outcome);
        if (_mayCancel)
        {
            SendCancel();
        }
    }

    /// <summary>
    /// It has rung long enough. Whoever dialled is told when the phone has said so too, or within two seconds: the next phone rings when
    /// this one does no more, and a process that dies meanwhile knows that it may.
    /// </summary>
    private void RingOut()
    {
        if (End is not null) return;
        _ringOut = _heard ? new DialResult.NoAnswer() : NothingThere();
        if (_heard) Loop.Schedule(StopWithin, () => _result.TrySetResult(_ringOut));
        else _result.TrySetResult(_ringOut);
        GiveUp(_ringOut, new CallEnd(CallEndKind.Cancelled));
    }

    private void SendCancel()
    {
        var cancel = Cancellation();
        cancel.Headers.Add(Reason.Header, EndReason.Of(End!.Value).ToHeader());
        var invite = _transaction!;
        Agent.Transactions.Cancel(invite, cancel, DeafUser.Instance);

        // A peer that never ends a cancelled INVITE is given up after 64*T1 (section 9.1).
        Loop.Schedule(SipTimers.Timeout, invite.Abandon);
    }

    private SipRequest Cancellation()
    {
        var cancel = new SipRequest(SipMethod.Cancel, _invite.RequestUriText);
        cancel.Headers.Add(HeaderName.Via, _invite.TopVia!.ToString());
        foreach (var route in _invite.Headers.GetAll(HeaderName.Route))
        {
            cancel.Headers.Add(HeaderName.Route, route);
        }

        cancel.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, _invite.Headers.Get(HeaderName.From)!)
            .Add(HeaderName.To, _invite.Headers.Get(HeaderName.To)!)
            .Add(HeaderName.CallId, _invite.CallId)
            .Add(HeaderName.CSeq, new CSeq(_invite.CSeq!.Value.Number, SipMethod.Cancel).ToString());
        return cancel;
    }

    /// <summary>The way there wants longer sessions: asked again with what it wants (RFC 4028 section 7.3).</summary>
    private void AskForLonger(int least)
    {
        _asksForLonger = true;
        LeastSession = Math.Max(least, LeastSession);
        var seconds = Math.Max(least, (int)Agent.Options.SessionInterval.TotalSeconds);
        SendAgain(invite =>
        {
            invite.Headers.Set("Session-Expires", seconds.ToString(CultureInfo.InvariantCulture));
            invite.Headers.Set("Min-SE", least.ToString(CultureInfo.InvariantCulture));
            _digest?.Authorize(invite);
        });
    }

    /// <summary>The INVITE once more, changed: the same call, the next number, nothing left of who rang before.</summary>
    private void SendAgain(Action<SipRequest> change)
    {
        _mayCancel = false;
        Agent.ForgetDialogs(this);
        _early.Clear();
        Dialog = null;
        _invite = _invite.Copy();
        _invite.Headers.Set(HeaderName.CSeq, new CSeq(_invite.CSeq!.Value.Number + 1, SipMethod.Invite).ToString());
        _invite = _invite.Copy();
        change(_invite);

        // Named after the first, so that whoever finds the ring can cancel this one too.
        Agent.Transactions.Address(_invite, _flow, LeftLeg.BranchOfSending(_branch, ++_sendings));
        _transaction = Agent.Transactions.Send(_invite, _flow, this);
    }
}
