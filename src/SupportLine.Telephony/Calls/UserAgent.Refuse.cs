using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Refusals, each with what the RFC wants to stand beside its status.</summary>
internal sealed partial class UserAgent
{
    private static readonly string[] OtherMethods = ["REGISTER", "PRACK", "SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE", "REFER"];

    /// <summary>405 with Allow where the method is known to be one, else 501 (RFC 3261 sections 8.2.1 and 21.5.2).</summary>
    public void RefuseMethod(ServerTransaction transaction)
    {
        var method = transaction.Request.Method.Name;
        var known = OtherMethods.Contains(method) || Allow.Contains(method, StringComparison.Ordinal);
        var response = Response(transaction, known ? 405 : 501, null);
        response.Headers.Add("Allow", Allow);
        transaction.Respond(response);
    }

    /// <summary>415 with what we would take (section 8.2.3).</summary>
    public void RefuseBody(ServerTransaction transaction)
    {
        var response = Response(transaction, 415, null);
        response.Headers.Add("Accept", "application/sdp").Add("Accept-Encoding", "identity");
        transaction.Respond(response);
    }

    /// <summary>OPTIONS is answered as an INVITE would be (section 11.2).</summary>
    public void RespondOptions(ServerTransaction transaction)
    {
        var response = Response(transaction, Draining ? 503 : 200, null);
        response.Headers.Add("Allow", Allow).Add("Accept", "application/sdp").Add("Accept-Encoding", "identity").Add("Supported", Supported);
        transaction.Respond(response);
    }

    private void Refuse(ServerTransaction transaction, int status) => transaction.Respond(Response(transaction, status, null));

    /// <summary>What stands against taking an INVITE before anybody asks for the number; true when refused.</summary>
    private bool RefusedOutright(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (!request.RequestUri!.IsSip && request.RequestUri.Scheme != "tel")
        {
            Refuse(transaction, 416);
        }
        else if (request.MaxForwards == 0 && request.Headers.Has("Proxy-Require"))
        {
            Refuse(transaction, 483);
        }
        else if (Unknown(request) is { Count: > 0 } unknown)
        {
            var response = Response(transaction, 420, null);
            response.Headers.Add("Unsupported", string.Join(", ", unknown));
            transaction.Respond(response);
        }
        else if (!request.Body.IsEmpty && (!IsSdp(request) || request.Headers.Get("Content-Encoding") is not (null or "identity")))
        {
            RefuseBody(transaction);
        }
        else if (Draining || Legs >= Options.MaxCalls)
        {
            RefuseForLoad(transaction);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Retry-After only while draining: many trunks block everything on it.</summary>
    private void RefuseForLoad(ServerTransaction transaction)
    {
        var response = Response(transaction, 503, null);
        if (Draining)
        {
            response.Headers.Add("Retry-After", "30");
        }

        transaction.Respond(response);
    }

    private static List<string> Unknown(SipRequest request) =>
        [.. request.Headers.Elements("Require").Where(tag => !Supported.Split(", ").Contains(tag, StringComparer.OrdinalIgnoreCase))];
}
