using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>Who an INVITE says is calling.</summary>
/// <param name="Number">Empty when withheld.</param>
/// <param name="Name">Display name; empty when withheld or not given.</param>
/// <param name="IsVouchedFor">Whether a trusted trunk says that it is so.</param>
internal readonly record struct CallerId(string Number, string Name, bool IsVouchedFor)
{
    /// <summary>
    /// P-Asserted-Identity (RFC 3325), else Remote-Party-ID, which older PBXs send instead (draft-ietf-sip-privacy-04): both from a
    /// trusted trunk alone. Else From, which proves nothing.
    /// </summary>
    public static CallerId Of(SipRequest request, bool isTrusted)
    {
        var stated = (isTrusted ? Asserted(request) ?? RemoteParty(request) : null)
            ?? new CallerId(request.From!.Uri.Number, request.From.Display, false);
        return IsWithheld(request, stated) ? stated with { Number = "", Name = "" } : stated with { Number = SipGrammar.Printable(stated.Number), Name = SipGrammar.Printable(stated.Name) };
    }

    /// <summary>Of the two values that it may have, a SIP address and a telephone number, the one that is a number (RFC 3325 section 9.1).</summary>
    private static CallerId? Asserted(SipRequest request)
    {
        var values = request.Addresses("P-Asserted-Identity").ToList();
        if (values.Count == 0) return null;
        var best = values.Find(value => IsNumber(value.Uri.Number)) ?? values[0];
        var name = best.Display.Length > 0 ? best.Display : values.Find(value => value.Display.Length > 0)?.Display;
        return new CallerId(best.Uri.Number, name ?? "", true);
    }

    /// <summary>The calling party's, each part as far as it may be shown. One that nobody screened is vouched for by nobody.</summary>
    private static CallerId? RemoteParty(SipRequest request)
    {
        var party = request.Addresses("Remote-Party-ID").FirstOrDefault(value => value.Parameters["party"] is not { } role || Is(role, "calling"));
        if (party is null) return null;
        var hidden = SipGrammar.Unquote(party.Parameters["privacy"] ?? "").Split(',').Select(token => token.Split('-')[0].Trim().ToLowerInvariant()).ToList();
        var hidesNumber = hidden.Contains("full") || hidden.Contains("uri");
        var hidesName = hidden.Contains("full") || hidden.Contains("name");
        return new CallerId(hidesNumber ? "" : party.Uri.Number, hidesName ? "" : party.Display, Is(party.Parameters["screen"], "yes"));
    }

    /// <summary>The caller asked for it (RFC 3323 section 4.2, RFC 3325 section 9.3), or somebody on the way has made it so.</summary>
    private static bool IsWithheld(SipRequest request, CallerId stated) =>
        Is(stated.Number, "anonymous")
        || request.Headers.GetAll("Privacy").SelectMany(value => value.Split(';', ',')).Any(value => Is(value.Trim(), "id") || Is(value.Trim(), "user"));

    private static bool IsNumber(string text) => text.Length > 1 && text.AsSpan(text[0] == '+' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool Is(string? text, string word) => word.Equals(text, StringComparison.OrdinalIgnoreCase);
}
