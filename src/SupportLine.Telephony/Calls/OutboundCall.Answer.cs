using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Somebody answers; a forking proxy may bring several answers (RFC 3261 section 13.2.2.4).</summary>
internal sealed partial class OutboundCall
{
    private readonly Dictionary<string, (Dialog Dialog, SipRequest Ack)> _acknowledged = [];

    /// <summary>Our offer stands open until somebody has answered it: who picks up, or a phone that rings, reliably (RFC 3262 section 5).</summary>
    protected override bool AwaitsAnswerBefore(SipRequest update) => !_confirmed && !IsSettledWith(update.From!.Tag ?? "");

    private void OnOk(SipResponse response)
    {
        var tag = response.To!.Tag ?? "";
        if (_acknowledged.TryGetValue(tag, out var before))
        {
            // The 200 came again: our ACK did not arrive.
            Agent.Acknowledge(before.Dialog, before.Ack.Copy());
            return;
        }

        // It came again while it is being written down.
        if (_noting == tag) return;
        var early = _early.GetValueOrDefault(tag);
        early?.Dialog.Confirm(response);
        var dialog = early?.Dialog ?? Begin(response);
        var ack = dialog.Ack(_invite);
        if (_beforeTalk is { } note && _noting is null && !_confirmed && End is null)
        {
            _noting = tag;
            _stopRing?.Invoke();
            _ = NoteAnswerAsync(note, dialog, () => Acknowledge(tag, dialog, ack, response, early));
            return;
        }

        Acknowledge(tag, dialog, ack, response, early);
    }

    private void Acknowledge(string tag, Dialog dialog, SipRequest ack, SipResponse response, EarlyDialog? early)
    {
        _acknowledged.Add(tag, (dialog, ack));
        Agent.Acknowledge(dialog, ack.Copy());
        if (End is not null || _confirmed || (_noting ?? tag) != tag)
        {
            // Another phone was first, or the answer raced our CANCEL.
            Agent.SendBye(dialog, End is { } end && !_confirmed ? EndReason.Of(end) : EndReason.Elsewhere);
            if (_ringOut is { } outcome) _result.TrySetResult(outcome);
        }
        else
        {
            Accept(dialog, response, early);
        }
    }

    private void Accept(Dialog dialog, SipResponse response, EarlyDialog? early)
    {
        _confirmed = true;
        _stopRing?.Invoke();
        Agent.Remember(dialog, this);
        Dialog = dialog;
        PeerTakesUpdate = UserAgent.Allows(response, SipMethod.Update);
        var sdp = early is { IsAnswered: true } || SessionText.Of(response).IsEmpty ? early?.Sdp ?? default : SessionText.Of(response);
        if (early is { IsSettled: true } || (!sdp.IsEmpty && Media.TryAcceptAnswer(sdp)))
        {
            AgreeOnSession(response);
            Established();
            _result.TrySetResult(new DialResult.Answered(this));
            return;
        }

        EndDialog(new CallEnd(CallEndKind.Rejected, 488));
        _result.TrySetResult(new DialResult.Failed(488, "the answer's media cannot be used"));
    }

    /// <summary>Whether the audio is settled with a phone that rings, so that it may be changed. With one of several alone: there is one audio.</summary>
    private bool IsSettledWith(string tag)
    {
        if (!_early.TryGetValue(tag, out var early) || !early.IsAnswered) return false;
        return early.IsSettled || (early.IsSettled = !_early.Values.Any(other => other.IsSettled) && Media.TryAcceptAnswer(early.Sdp));
    }

    private Dialog Begin(SipResponse response)
    {
        var isPhone = Party.Phone is not null;
        var dialog = Dialog.OfClient(_invite, response, _flow, _contact, staysOnFlow: isPhone && !_invite.Headers.Has(HeaderName.Route), listens: !isPhone);
        dialog.Digest = _digest;
        return dialog;
    }
}
