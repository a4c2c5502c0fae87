using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A response (RFC 3261 section 7.2).</summary>
internal sealed class SipResponse(int status, string reason) : SipMessage
{
    /// <summary>100 to 699.</summary>
    public int Status { get; } = status;

    public string Reason { get; } = reason;

    public bool IsProvisional => Status < 200;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Answers a request as RFC 3261 section 8.2.6.2 asks: Via, From, To, Call-ID and CSeq are the request's.</summary>
    /// <param name="request">What is answered.</param>
    /// <param name="status">100 to 699.</param>
    /// <param name="toTag">Our tag, given to a To that has none; null leaves To alone, as in 100.</param>
    /// <param name="reason">Null for the standard phrase.</param>
    public static SipResponse For(SipRequest request, int status, string? toTag = null, string? reason = null)
    {
        var response = new SipResponse(status, reason ?? ReasonPhrase.Of(status));
        foreach (var via in request.Headers.GetAll(HeaderName.Via))
        {
            response.Headers.Add(HeaderName.Via, via);
        }

        response.Headers.Add(HeaderName.From, request.Headers.Get(HeaderName.From) ?? "");
        var to = request.To is { Tag: null } address && toTag is not null
            ? address.WithTag(toTag).ToString()
            : request.Headers.Get(HeaderName.To) ?? "";
        response.Headers.Add(HeaderName.To, to);
        response.Headers.Add(HeaderName.CallId, request.CallId);
        response.Headers.Add(HeaderName.CSeq, request.Headers.Get(HeaderName.CSeq) ?? "");
        return response;
    }

    protected override void AppendStartLine(StringBuilder builder) =>
        builder.Append("SIP/2.0 ").Append(Status).Append(' ').Append(Reason).Append("\r\n");
}
