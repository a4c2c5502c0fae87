using System.Globalization;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>What RFC 3261 section 8.1.1 wants of every message, and the status of the refusal where it is missing.</summary>
internal static class MessageValidator
{
    private static readonly string[] Single =
    [
        HeaderName.From, HeaderName.To, HeaderName.CallId, HeaderName.CSeq, HeaderName.MaxForwards, HeaderName.ContentType,
        "Content-Encoding", "Date", "Expires", "Timestamp",
    ];

    /// <summary>0 when the request is fit to be handled, else the status to refuse it with, and why in a reason phrase.</summary>
    public static int Check(SipRequest request, out string? reason)
    {
        reason = null;
        if (request.Version != SipParser.Version)
        {
            return 505;
        }

        if (request.CSeq is { } cseq && cseq.Method != request.Method && !request.Method.IsRegistered)
        {
            // A method of the future is better refused as such than as a mistake (RFC 4475 section 3.1.2.18).
            return 501;
        }

        reason = FirstFault(request);
        if (reason is not null)
        {
            return 400;
        }

        if (request.RequestUri is { IsSip: false, Scheme: not "tel" })
        {
            return 416;
        }

        return request.Method == SipMethod.Invite && !TakesSdp(request) ? 406 : 0;
    }

    /// <summary>Whether there is enough to send an answer at all. An ACK is never answered.</summary>
    public static bool CanBeAnswered(SipRequest request) => request.Headers.Has(HeaderName.Via) && request.Method != SipMethod.Ack;

    /// <summary>
    /// Whether a response can be matched and used; others are dropped. With more than one Via it went astray
    /// (RFC 3261 section 8.1.3.3).
    /// </summary>
    public static bool IsUsable(SipResponse response) =>
        response.TopVia is not null && response.CSeq is not null && response.From is not null && response.To is not null
        && response.CallId.Length > 0 && response.Headers.CountOf(HeaderName.CSeq) == 1
        && response.Headers.Elements(HeaderName.Via).Take(2).Count() == 1;

    private static string? FirstFault(SipRequest request)
    {
        foreach (var name in Single)
        {
            if (request.Headers.CountOf(name) > 1)
            {
                return $"Repeated {name}";
            }
        }

        return request switch
        {
            { HasSoundLine: false } => "Bad Request Line",
            { TopVia: null } => "Bad Via",
            { From: null } => "Bad From",
            { To: null } => "Bad To",
            _ when !IsCallId(request.CallId) => "Bad Call-ID",
            { CSeq: null } => "Bad CSeq",
            { RequestUri: null } => "Bad Request-URI",

            // A Request-URI has no headers (section 19.1.1, table 1), and a fragment of a message is no injection.
            { RequestUri.Headers.Length: > 0 } => "Headers in Request-URI",
            { MaxForwards: -2 } => "Bad Max-Forwards",
            _ when request.CSeq!.Value.Method != request.Method => "CSeq Method Mismatch",

            // The cookie promises an identifier behind it (section 8.1.1.7).
            _ when request.TopVia!.Branch.Equals(Via.MagicCookie, StringComparison.OrdinalIgnoreCase) => "Bad Branch",
            _ when !ContactsAreSound(request) => "Bad Contact",
            _ when request.Headers.Get("Date") is { } date && !IsDate(date) => "Bad Date",
            _ => null,
        };
    }

    private static bool IsCallId(string text) => text.Length > 0 && !text.AsSpan().ContainsAny(' ', '\t', ',');

    private static bool ContactsAreSound(SipRequest request)
    {
        foreach (var contact in request.Headers.Elements(HeaderName.Contact))
        {
            if (contact != "*" && !NameAddress.TryParse(contact, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>GMT alone (RFC 3261 section 20.17).</summary>
    private static bool IsDate(string text) =>
        text.EndsWith("GMT", StringComparison.Ordinal)
        && DateTime.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>No Accept means SDP; an Accept without it asks for an answer that cannot be given (RFC 4475 section 3.3.15).</summary>
    private static bool TakesSdp(SipRequest request)
    {
        if (!request.Headers.Has("Accept"))
        {
            return true;
        }

        return request.Headers.Elements("Accept").Any(range =>
        {
            var type = range.Split(';')[0].Trim();
            return type.Equals("application/sdp", StringComparison.OrdinalIgnoreCase) || type is "*/*"
                || type.Equals("application/*", StringComparison.OrdinalIgnoreCase);
        });
    }
}
