using System.Text;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>What a peer may do within an established dialog, the same for both directions.</summary>
internal abstract partial class Call
{
    private PendingAnswer? _pendingAnswer;

    protected void OnDialogRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (!Dialog!.Accepts(request))
        {
            // Out of order (RFC 3261 section 12.2.2).
            Respond(transaction, 500);
            return;
        }

        switch (request.Method.Name)
        {
            case "BYE":
                Respond(transaction, 200);
                TryEnd(new CallEnd(CallEndKind.RemoteHungUp));
                break;
            case "INVITE":
                OnReinvite(transaction);
                break;
            case "UPDATE":
                OnUpdate(transaction);
                break;
            case "INFO":
                Respond(transaction, OnInfo(request));
                break;
            case "OPTIONS":
                Agent.RespondOptions(transaction);
                break;
            default:
                Agent.RefuseMethod(transaction);
                break;
        }
    }

    /// <summary>The ACK to our 200 stops its repetition and may bring the answer to our offer.</summary>
    protected bool OnDialogAck(SipRequest ack)
    {
        if (_pendingAnswer is not { } pending || ack.CSeq!.Value.Number != pending.CSeq)
        {
            return false;
        }

        pending.Stop();
        _pendingAnswer = null;
        if (pending.NeedsAnswer && !Media.TryAcceptAnswer(ack.Body.Span))
        {
            HangUp(new CallEnd(CallEndKind.Rejected, 488));
            return false;
        }

        return true;
    }

    protected bool AwaitsAck => _pendingAnswer is not null;

    /// <summary>Sends a 200 to an INVITE and repeats it until the ACK comes or 64*T1 have passed (section 13.3.1.4).</summary>
    /// <param name="transaction">The INVITE's.</param>
    /// <param name="sdp">Our answer, or our offer where the INVITE had none.</param>
    /// <param name="isOffer">Which of the two it is.</param>
    protected void SendOk(ServerTransaction transaction, byte[] sdp, bool isOffer)
    {
        var ok = Agent.Response(transaction, 200, Dialog!.Id.LocalTag);
        foreach (var route in transaction.Request.Headers.GetAll(HeaderName.RecordRoute))
        {
            ok.Headers.Add(HeaderName.RecordRoute, route);
        }

        ok.Headers.Add(HeaderName.Contact, Dialog.Contact).Add("Allow", UserAgent.Allow).Add("Supported", UserAgent.Supported);
        ok.SetBody("application/sdp", sdp);
        transaction.Respond(ok);
        var pending = new PendingAnswer(transaction.Request.CSeq!.Value.Number, isOffer);
        _pendingAnswer = pending;
        pending.Repeat(Loop, SipTimers.T1, () => transaction.Respond(ok));
        pending.End = Loop.Schedule(SipTimers.Timeout, () =>
        {
            pending.Stop();
            _pendingAnswer = null;
            HangUp(new CallEnd(CallEndKind.NoAck));
        });
    }

    protected void SendBye()
    {
        if (Dialog is { } dialog)
        {
            Agent.Transactions.Send(dialog.Request(SipMethod.Bye), dialog.NextHop(), DeafUser.Instance);
        }
    }

    protected void StopAnswering()
    {
        _pendingAnswer?.Stop();
        _pendingAnswer = null;
    }

    protected void Respond(ServerTransaction transaction, int status) =>
        transaction.Respond(Agent.Response(transaction, status, Dialog?.Id.LocalTag));

    private void OnReinvite(ServerTransaction transaction)
    {
        if (_pendingAnswer is not null)
        {
            // Our 200 to the INVITE before is not acknowledged yet (section 14.2).
            Respond(transaction, 491);
            return;
        }

        var request = transaction.Request;
        if (request.Body.IsEmpty)
        {
            Dialog!.Refresh(request);
            SendOk(transaction, Media.CreateOffer(), isOffer: true);
        }
        else if (!UserAgent.IsSdp(request))
        {
            Agent.RefuseBody(transaction);
        }
        else if (Media.TryAnswer(request.Body.Span, out var answer))
        {
            Dialog!.Refresh(request);
            SendOk(transaction, answer, isOffer: false);
        }
        else
        {
            // The session goes on as it was (section 14.2).
            Respond(transaction, 488);
        }
    }

    /// <summary>RFC 3311: a target refresh, with or without an offer, answered at once.</summary>
    private void OnUpdate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        byte[] answer = [];
        if (!request.Body.IsEmpty)
        {
            if (_pendingAnswer is { NeedsAnswer: true })
            {
                Respond(transaction, 491);
                return;
            }

            if (!UserAgent.IsSdp(request))
            {
                Agent.RefuseBody(transaction);
                return;
            }

            if (!Media.TryAnswer(request.Body.Span, out answer))
            {
                Respond(transaction, 488);
                return;
            }
        }

        Dialog!.Refresh(request);
        var ok = Agent.Response(transaction, 200, Dialog.Id.LocalTag);
        ok.Headers.Add(HeaderName.Contact, Dialog.Contact);
        if (answer.Length > 0)
        {
            ok.SetBody("application/sdp", answer);
        }

        transaction.Respond(ok);
    }

    /// <summary>Digits by INFO: <c>application/dtmf-relay</c> (Signal=5) and <c>application/dtmf</c> (5).</summary>
    private int OnInfo(SipRequest request)
    {
        if (request.Body.IsEmpty)
        {
            return 200;
        }

        var type = request.Headers.Get(HeaderName.ContentType)?.Split(';')[0].Trim().ToLowerInvariant();
        var text = Encoding.ASCII.GetString(request.Body.Span);
        var signal = type switch
        {
            "application/dtmf-relay" => text.Split('\n').Select(line => line.Split('=', 2))
                .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim().Equals("Signal", StringComparison.OrdinalIgnoreCase))?[1].Trim(),
            "application/dtmf" => text.Trim(),
            _ => null,
        };
        if (signal is null)
        {
            return 415;
        }

        // Some phones number the star and the hash as RFC 4733 does.
        var digit = signal switch
        {
            "10" => '*',
            "11" => '#',
            { Length: 1 } => char.ToUpperInvariant(signal[0]),
            _ => '\0',
        };
        if (DtmfKeys.Contains(digit, StringComparison.Ordinal))
        {
            Media.InfoDigit(digit);
        }

        return 200;
    }

    private const string DtmfKeys = "0123456789*#ABCD";
}
