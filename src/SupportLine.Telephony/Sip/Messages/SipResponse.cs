namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A response (RFC 3261 section 7.2).</summary>
internal sealed class SipResponse : SipMessage
{
    public SipResponse(int status, string reason)
        : this(status, reason, new HeaderList())
    {
    }

    internal SipResponse(int status, string reason, HeaderList headers)
        : base(headers)
    {
        Status = status;
        Reason = reason;
    }

    /// <summary>100 to 699.</summary>
    public int Status { get; }

    public string Reason { get; }

    public bool IsProvisional => Status < 200;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Answers a request as RFC 3261 section 8.2.6.2 asks: Via, From, To, Call-ID and CSeq are the request's.</summary>
    /// <param name="request">What is answered; what it lacks, the answer lacks too.</param>
    /// <param name="status">100 to 699.</param>
    /// <param name="toTag">Our tag, given to a To that has none; null leaves To alone, as in 100.</param>
    /// <param name="reason">Null for the standard phrase.</param>
    public static SipResponse For(SipRequest request, int status, string? toTag = null, string? reason = null)
    {
        var response = new SipResponse(status, reason ?? ReasonPhrase.Of(status), request.Headers.Sibling());
        var headers = response.Headers;
        headers.Copy(request.Headers, HeaderName.Via);
        headers.Copy(request.Headers, HeaderName.From);
        if (toTag is not null && request.To is { Tag: null })
        {
            // The text as it came, so that a peer that compares strings still knows its own header.
            headers.Add(HeaderName.To, $"{request.Headers.Get(HeaderName.To)};tag={toTag}");
        }
        else
        {
            headers.Copy(request.Headers, HeaderName.To);
        }

        headers.Copy(request.Headers, HeaderName.CallId);
        headers.Copy(request.Headers, HeaderName.CSeq);
        return response;
    }

    protected override void WriteStartLine(ref MessageWriter writer)
    {
        writer.Raw("SIP/2.0 "u8);
        writer.Number(Status);
        writer.Raw(" "u8);
        writer.Text(Reason);
        writer.Raw("\r\n"u8);
    }
}
