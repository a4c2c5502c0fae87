using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>What makes two messages one transaction (RFC 3261 sections 17.1.3 and 17.2.3).</summary>
internal readonly record struct TransactionKey(string Branch, string SentBy, string Method)
{
    /// <summary>Key of a request that came; an ACK belongs to its INVITE.</summary>
    public static TransactionKey OfServer(SipRequest request)
    {
        var via = request.TopVia!;
        var method = request.Method == SipMethod.Ack ? SipMethod.Invite.Name : request.Method.Name;
        return via.Branch.StartsWith(Via.MagicCookie, StringComparison.OrdinalIgnoreCase)
            ? new TransactionKey(via.Branch, via.SentBy, method)
            : Of2543(request, via, method);
    }

    /// <summary>Key of the INVITE that a CANCEL would cancel (section 9.2).</summary>
    public static TransactionKey OfCancelled(SipRequest cancel) => OfServer(cancel) with { Method = SipMethod.Invite.Name };

    /// <summary>Key of a request of ours, and of the responses to it: the branch is unique across space and time.</summary>
    public static TransactionKey OfClient(string branch, SipMethod method) => new(branch, "", method.Name);

    /// <summary>Peers before RFC 3261 have no unique branch: what identifies the request stands in its place.</summary>
    private static TransactionKey Of2543(SipRequest request, Via via, string method) =>
        new($"{request.RequestUriText}|{request.From?.Tag}|{request.CallId}|{request.CSeq?.Number}|{via}", via.SentBy, method);
}
