using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>REFER within a call (RFC 3515): whoever talks with the far end is to be put through. Taken from the site's own phones alone.</summary>
internal abstract partial class Call
{
    private bool _wasReferred;

    private void OnRefer(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (Party.Phone is null)
        {
            // Whoever may have us phone others could have us phone anybody.
            Respond(transaction, 403);
        }
        else if (request.Addresses("Refer-To").ToList() is not [{ Uri: { IsSip: true, User.Length: > 0 } target }])
        {
            Respond(transaction, 400);
        }
        else if (target.Parameters["method"] is { } method && method != SipMethod.Invite.Name)
        {
            // A call is all we can make of it (RFC 3515 section 2.4.2).
            Respond(transaction, 603);
        }
        else if (!FindsConsulted(target, out var consulted))
        {
            Respond(transaction, 603);
        }
        else
        {
            TakeRefer(transaction, target, consulted);
        }
    }

    /// <summary>False where a dialog is named that is no confirmed one between a phone of the site's and us.</summary>
    private bool FindsConsulted(SipUri target, out Call? consulted)
    {
        consulted = null;
        if (ReplacedDialog.In(target) is not { } text) return true;
        if (!ReplacedDialog.TryParse(text, out var replaced)) return false;
        consulted = Agent.Find(replaced.Id);
        return consulted is { IsEstablished: true, Party.Phone: not null } && consulted != this;
    }

    private void TakeRefer(ServerTransaction transaction, SipUri target, Call? consulted)
    {
        var request = transaction.Request;
        var isSilent = request.Headers.Get("Refer-Sub")?.Trim().StartsWith("false", StringComparison.OrdinalIgnoreCase) == true;
        var accepted = Agent.Response(transaction, 202, Dialog!.Id.LocalTag);
        accepted.Headers.Add(HeaderName.Contact, Dialog.Contact);
        if (isSilent) accepted.Headers.Add("Refer-Sub", "false");
        transaction.Respond(accepted);

        // The id tells later ones of a dialog apart (RFC 3515 section 2.4.6).
        var subscription = isSilent ? null : new ReferSubscription(Agent, Dialog, _wasReferred ? request.CSeq!.Value.Number : null);
        _wasReferred = true;
        subscription?.Begin();
        Media.AskTransfer(new Transfer(UserAgent.WithoutAfterDial(target.User), consulted, status => Loop.Post(() => subscription?.Finish(status))));
    }
}
