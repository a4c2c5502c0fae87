using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Somebody answers; a forking proxy may bring several answers (RFC 3261 section 13.2.2.4).</summary>
internal sealed partial class OutboundCall
{
    private readonly Dictionary<string, (Dialog Dialog, SipRequest Ack)> _acknowledged = [];

    /// <summary>Our offer stands open until somebody has answered it.</summary>
    protected override bool AwaitsAnswer => !_confirmed;

    private void OnOk(SipResponse response)
    {
        var tag = response.To!.Tag ?? "";
        if (_acknowledged.TryGetValue(tag, out var before))
        {
            // The 200 came again: our ACK did not arrive.
            Agent.Acknowledge(before.Dialog, Copy(before.Ack));
            return;
        }

        var early = _early.GetValueOrDefault(tag);
        early?.Dialog.Confirm(response);
        var dialog = early?.Dialog ?? Begin(response);
        dialog.Digest = _digest;
        var ack = dialog.Ack(_invite.CSeq!.Value.Number);

        // Whoever asked for credentials finds the INVITE's on its ACK (section 22.1).
        ack.Headers.Copy(_invite.Headers, "Authorization");
        ack.Headers.Copy(_invite.Headers, "Proxy-Authorization");
        _acknowledged.Add(tag, (dialog, ack));
        Agent.Acknowledge(dialog, Copy(ack));
        if (_confirmed || End is not null)
        {
            // Another phone was first, or the answer raced our CANCEL.
            Agent.SendBye(dialog, _confirmed ? EndReason.Elsewhere : EndReason.Of(End!.Value));
        }
        else
        {
            Accept(dialog, response, early);
        }
    }

    private void Accept(Dialog dialog, SipResponse response, EarlyDialog? early)
    {
        _confirmed = true;
        _ring?.Cancel();
        Agent.Remember(dialog, this);
        Dialog = dialog;
        PeerTakesUpdate = UserAgent.Allows(response, SipMethod.Update);
        var sdp = early is { IsAnswered: true } || UserAgent.SdpOf(response).IsEmpty ? early?.Sdp ?? default : UserAgent.SdpOf(response);
        if (!sdp.IsEmpty && Media.TryAcceptAnswer(sdp.Span))
        {
            AgreeOnSession(response);
            Established();
            _result.TrySetResult(new DialResult.Answered(this));
            return;
        }

        EndDialog(new CallEnd(CallEndKind.Rejected, 488));
        _result.TrySetResult(new DialResult.Failed(488, "the answer's media cannot be used"));
    }

    private Dialog Begin(SipResponse response) =>
        Dialog.OfClient(_invite, response, _flow, _contact, staysOnFlow: Party.Phone is not null && !_invite.Headers.Has(HeaderName.Route));

    /// <summary>The same without the Via: each sending gets one of its own.</summary>
    private static SipRequest Copy(SipRequest request)
    {
        var copy = new SipRequest(request.Method, request.RequestUriText) { Body = request.Body };
        foreach (var (name, value) in request.Headers.All())
        {
            if (name != HeaderName.Via)
            {
                copy.Headers.Add(name, value);
            }
        }

        return copy;
    }
}
