using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>The peer changes the session: hold, un-hold, a new address, a refresh (RFC 3261 section 14.2, RFC 3311).</summary>
internal abstract partial class Call
{
    private void OnReinvite(ServerTransaction transaction)
    {
        if (AwaitsAck || _ownInvite is not null)
        {
            // Glare: our 200 to the INVITE before is not acknowledged yet, or ours is under way (section 14.2).
            Respond(transaction, 491);
            return;
        }

        var request = transaction.Request;
        if (RefusedForSession(transaction) || RefusedForBody(transaction))
        {
            return;
        }

        var offer = SessionText.Of(request);
        if (offer.IsEmpty)
        {
            // As in a new call: whoever had switched the audio off has nothing else to switch it on by (section 14.2).
            Dialog!.Refresh(request, transaction.Arrival);
            SendOk(transaction, Media.CreateOffer(asNew: true), isOffer: true);
        }
        else if (Media.TryAnswer(offer, transaction.Arrival.Remote, out var answer))
        {
            Dialog!.Refresh(request, transaction.Arrival);
            SendOk(transaction, answer, isOffer: false);
        }
        else
        {
            // The session goes on as it was (section 14.2).
            Respond(transaction, 488);
        }
    }

    /// <summary>A target refresh, with or without an offer, answered at once (RFC 3311 section 5.2).</summary>
    private void OnUpdate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (RefusedForSession(transaction) || RefusedForBody(transaction))
        {
            return;
        }

        byte[] answer = [];
        var offer = SessionText.Of(request);
        if (!offer.IsEmpty)
        {
            if (AwaitsAnswerBefore(request) || _pendingAnswer is { NeedsAnswer: true } || _ownInvite is not null)
            {
                Respond(transaction, 491);
                return;
            }

            if (OwesAnswer)
            {
                Agent.RefuseForNow(transaction, Dialog!.Id.LocalTag);
                return;
            }

            if (!Media.TryAnswer(offer, transaction.Arrival.Remote, out answer))
            {
                Respond(transaction, 488);
                return;
            }
        }

        DialogOf(request).Refresh(request, transaction.Arrival);
        var ok = InDialog(transaction, 200);
        if (IsEstablished)
        {
            AgreeOnSession(request, ok);
        }

        if (answer.Length > 0)
        {
            ok.SetBody("application/sdp", answer);
        }

        transaction.Respond(ok);
    }

    /// <summary>An offer of ours is not answered yet: another of theirs is glare (RFC 3311 section 5.2).</summary>
    protected virtual bool AwaitsAnswerBefore(SipRequest update) => false;

    /// <summary>An offer of the peer's is not answered yet: a second one has to wait (RFC 3311 section 5.2).</summary>
    protected virtual bool OwesAnswer => false;

    private bool RefusedForBody(ServerTransaction transaction)
    {
        if (SessionText.IsAllToKnowIn(transaction.Request))
        {
            return false;
        }

        Agent.RefuseBody(transaction, UserAgent.Accept);
        return true;
    }
}
