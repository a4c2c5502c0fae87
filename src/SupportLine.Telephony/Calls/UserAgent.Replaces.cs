using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>A call that takes another's place (RFC 3891): from one of the site's phones, for a leg of one of them.</summary>
internal sealed partial class UserAgent
{
    /// <summary>Whose place it takes; null where it takes none, or where it was refused.</summary>
    /// <param name="transaction">The INVITE's.</param>
    /// <param name="party">Who calls.</param>
    /// <param name="isRefused">Whether it was refused.</param>
    private Call? Replaced(ServerTransaction transaction, CallParty party, out bool isRefused)
    {
        var headers = transaction.Request.Headers.GetAll("Replaces").ToList();
        isRefused = headers.Count > 0;
        if (!isRefused) return null;
        if (headers is not [var header] || !ReplacedDialog.TryParse(header, out var dialog)) Refuse(transaction, 400);
        else if (party.Phone is null) Refuse(transaction, 403);
        else if (Find(dialog.Id) is not { IsEstablished: true } call) Refuse(transaction, 481);
        else if (call.Party.Phone is null) Refuse(transaction, 403);
        else if (dialog.EarlyOnly) Refuse(transaction, 486);
        else
        {
            isRefused = false;
            return call;
        }

        return null;
    }
}
