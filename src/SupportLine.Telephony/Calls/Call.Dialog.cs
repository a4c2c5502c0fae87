using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>What a peer may do within an established dialog, the same for both directions.</summary>
internal abstract partial class Call
{
    protected void OnDialogRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (!DialogOf(request).Accepts(request))
        {
            // Out of order (RFC 3261 section 12.2.2).
            Respond(transaction, 500);
            return;
        }

        if (UserAgent.UnknownExtensions(request) is { Count: > 0 } unknown)
        {
            Agent.RefuseExtensions(transaction, unknown);
            return;
        }

        switch (request.Method.Name)
        {
            case "BYE":
                StopAnswering();
                TryEnd(new CallEnd(CallEndKind.RemoteHungUp, Reason: Reason.Of(request)?.ToString()));
                Respond(transaction, 200);
                break;
            case "INVITE":
                OnReinvite(transaction);
                break;
            case "UPDATE":
                OnUpdate(transaction);
                break;
            case "INFO":
                OnInfo(transaction);
                break;
            case "PRACK":
                OnPrack(transaction);
                break;
            case "REFER":
                OnRefer(transaction);
                break;
            case "OPTIONS":
                Agent.RespondOptions(transaction, draining: false);
                break;
            default:
                Agent.RefuseMethod(transaction);
                break;
        }
    }

    /// <summary>The dialog that a request of the peer's belongs to.</summary>
    protected virtual Dialog DialogOf(SipRequest request) => Dialog!;

    /// <summary>Nothing of ours waits for an acknowledgement but where a leg says otherwise (RFC 3262 section 3).</summary>
    protected virtual void OnPrack(ServerTransaction transaction) => Respond(transaction, 481);

    private void OnInfo(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var isDigits = InfoDigits.IsDigits(request);
        if (!isDigits && request.Headers.Has("Info-Package"))
        {
            Agent.RefusePackage(transaction);
        }
        else if (request.Body.IsEmpty)
        {
            // Some peers send an empty one to see whether the dialog lives.
            Respond(transaction, 200);
        }
        else if (!isDigits)
        {
            Agent.RefuseBody(transaction, InfoDigits.Types);
        }
        else
        {
            if (InfoDigits.KeyOf(request) is { } key)
            {
                Media.InfoDigit(key);
            }

            Respond(transaction, 200);
        }
    }
}
