namespace SupportLine.Telephony.Sip.Messages;

/// <summary>What RFC 3261 section 8.1.1 wants of every message, and the status of the refusal where it is missing.</summary>
internal static class MessageValidator
{
    private static readonly string[] Single =
        [HeaderName.From, HeaderName.To, HeaderName.CallId, HeaderName.CSeq, HeaderName.MaxForwards, HeaderName.ContentType];

    /// <summary>0 when the request is fit to be handled, else the status to refuse it with, and why in a reason phrase.</summary>
    public static int Check(SipRequest request, out string? reason)
    {
        reason = null;
        if (request.Version != "SIP/2.0")
        {
            return 505;
        }

        reason = FirstFault(request);
        if (reason is not null)
        {
            return 400;
        }

        return request.MaxForwards == -2 ? 400 : 0;
    }

    /// <summary>Whether there is enough to send an answer at all: where to, and what it answers.</summary>
    public static bool CanBeAnswered(SipRequest request) =>
        request.TopVia is not null && request.CallId.Length > 0 && request.Headers.Has(HeaderName.From)
        && request.Headers.Has(HeaderName.To) && request.Headers.Has(HeaderName.CSeq) && request.Method != SipMethod.Ack;

    /// <summary>Whether a response can be matched and used; others are dropped (RFC 3261 section 8.1.3.1).</summary>
    public static bool IsUsable(SipResponse response) =>
        response.TopVia is not null && response.CSeq is not null && response.From is not null && response.To is not null
        && response.CallId != "" && response.Headers.CountOf(HeaderName.CSeq) == 1;

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
            { TopVia: null } => "Bad Via",
            { From: null } => "Bad From",
            { To: null } => "Bad To",
            { CallId.Length: 0 } => "Missing Call-ID",
            { CSeq: null } => "Bad CSeq",
            { RequestUri: null } => "Bad Request-URI",
            _ when request.CSeq!.Value.Method != request.Method => "CSeq Method Mismatch",
            _ when request.Headers.Get(HeaderName.Contact) is { } contact && contact != "*" && request.Contact is null => "Bad Contact",
            _ => null,
        };
    }
}
