using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Our 200 to an INVITE, and the ACK that confirms it.</summary>
internal abstract partial class Call
{
    private PendingAnswer? _pendingAnswer;
    private CallEnd? _endOnAck;

    protected bool AwaitsAck => _pendingAnswer is not null;

    /// <summary>Sends a 200 to an INVITE and repeats it until the ACK comes or 64*T1 have passed (section 13.3.1.4).</summary>
    /// <param name="transaction">The INVITE's.</param>
    /// <param name="sdp">Our answer, or our offer where the INVITE had none; null when all was agreed before.</param>
    /// <param name="isOffer">Which of the two it is.</param>
    protected void SendOk(ServerTransaction transaction, byte[]? sdp, bool isOffer)
    {
        var ok = InDialog(transaction, 200);
        ok.Headers.Add("Allow", UserAgent.Allow).Add("Supported", UserAgent.Supported);
        AgreeOnSession(transaction.Request, ok);
        if (sdp is not null)
        {
            ok.SetBody("application/sdp", sdp);
        }

        transaction.Respond(ok);
        var pending = new PendingAnswer(transaction.Request.CSeq!.Value.Number, isOffer);
        _pendingAnswer = pending;
        pending.Repeat(Loop, SipTimers.T1, () => transaction.Respond(ok));
        pending.End = Loop.Schedule(SipTimers.Timeout, () =>
        {
            StopAnswering();
            HangUp(new CallEnd(CallEndKind.NoAck));
        });
    }

    /// <summary>The ACK to our 200 stops its repetition and may bring the answer to our offer.</summary>
    /// <returns>Whether it is the one waited for, and the call goes on.</returns>
    protected bool OnDialogAck(SipRequest ack)
    {
        if (_pendingAnswer is not { } pending || ack.CSeq!.Value.Number != pending.CSeq)
        {
            return false;
        }

        StopAnswering();
        if (pending.NeedsAnswer && !Media.TryAcceptAnswer(SessionText.Of(ack)))
        {
            HangUp(new CallEnd(CallEndKind.Rejected, 488));
            return false;
        }

        if (_endOnAck is { } end)
        {
            HangUp(end);
            return false;
        }

        return true;
    }

    protected void StopAnswering()
    {
        _pendingAnswer?.Stop();
        _pendingAnswer = null;
    }

    /// <summary>A response that makes or refreshes the dialog: it repeats the route and says where we are (section 12.1.1).</summary>
    protected SipResponse InDialog(ServerTransaction transaction, int status)
    {
        var response = Agent.Response(transaction, status, Dialog!.Id.LocalTag);
        foreach (var route in transaction.Request.Headers.GetAll(HeaderName.RecordRoute))
        {
            response.Headers.Add(HeaderName.RecordRoute, route);
        }

        response.Headers.Add(HeaderName.Contact, Dialog.Contact);
        return response;
    }

    protected void Respond(ServerTransaction transaction, int status) =>
        transaction.Respond(Agent.Response(transaction, status, Dialog?.Id.LocalTag));
}
