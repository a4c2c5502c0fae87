using System.Globalization;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Refusals, each with what the RFC wants to stand beside its status.</summary>
internal sealed partial class UserAgent
{
    private static readonly string[] OtherMethods = ["REGISTER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE"];

    /// <summary>405 with Allow where the method is known to be one, else 501 (RFC 3261 sections 8.2.1 and 21.5.2).</summary>
    public void RefuseMethod(ServerTransaction transaction)
    {
        var response = Response(transaction, OtherMethods.Contains(transaction.Request.Method.Name) ? 405 : 501, null);
        response.Headers.Add("Allow", Allow);
        transaction.Respond(response);
    }

    /// <summary>415 with what we would take (section 8.2.3).</summary>
    public void RefuseBody(ServerTransaction transaction, string accept)
    {
        var response = Response(transaction, 415, null);
        response.Headers.Add("Accept", accept).Add("Accept-Encoding", "identity");
        transaction.Respond(response);
    }

    /// <summary>469, with the packages that we take: none (RFC 6086 section 4.2.2).</summary>
    public void RefusePackage(ServerTransaction transaction)
    {
        var response = Response(transaction, 469, null);
        response.Headers.Add("Recv-Info", "");
        transaction.Respond(response);
    }

    /// <summary>420 with what we do not know (section 8.2.2.3).</summary>
    public void RefuseExtensions(ServerTransaction transaction, IReadOnlyList<string> unknown)
    {
        var response = Response(transaction, 420, null);
        response.Headers.Add("Unsupported", string.Join(", ", unknown));
        transaction.Respond(response);
    }

    /// <summary>500 that asks for another try: something before it is not finished (section 14.2, RFC 3311 section 5.2).</summary>
    public void RefuseForNow(ServerTransaction transaction, string localTag)
    {
        var response = Response(transaction, 500, localTag);
        response.Headers.Add("Retry-After", Random.Shared.Next(0, 11).ToString(CultureInfo.InvariantCulture));
        transaction.Respond(response);
    }

    /// <summary>OPTIONS is answered as an INVITE would be (section 11.2).</summary>
    public void RespondOptions(ServerTransaction transaction, bool draining)
    {
        var response = Response(transaction, draining ? 503 : 200, null);
        response.Headers.Add("Allow", Allow).Add("Accept", Accept).Add("Accept-Encoding", "identity").Add("Supported", Supported);
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
        else if (UnknownExtensions(request) is { Count: > 0 } unknown)
        {
            RefuseExtensions(transaction, unknown);
        }
        else if (!SessionText.IsAllToKnowIn(request))
        {
            RefuseBody(transaction, Accept);
        }
        else if (SessionExpires.IsTooSmall(request))
        {
            var response = Response(transaction, 422, null);
            response.Headers.Add("Min-SE", SessionExpires.Least.ToString(CultureInfo.InvariantCulture));
            transaction.Respond(response);
        }
        else if (Draining || Legs >= Options.MaxCalls || Loop.IsOverloaded)
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
}
