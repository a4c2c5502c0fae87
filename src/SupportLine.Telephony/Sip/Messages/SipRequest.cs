using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A request (RFC 3261 section 7.1).</summary>
internal sealed class SipRequest(SipMethod method, string requestUri) : SipMessage
{
    private SipUri? _uri;

    public SipMethod Method { get; } = method;

    /// <summary>As it stands in the request line.</summary>
    public string RequestUriText { get; } = requestUri;

    /// <summary>Null when it cannot be parsed, which is answered by 400.</summary>
    public SipUri? RequestUri => _uri ??= SipUri.TryParse(RequestUriText, out var uri) ? uri : null;

    /// <summary>Version of the request line, upper case; any but SIP/2.0 is answered by 505.</summary>
    public string Version { get; init; } = "SIP/2.0";

    /// <summary>-1 when absent, -2 when malformed (RFC 3261 section 20.22: 0 to 255).</summary>
    public int MaxForwards => Headers.Get(HeaderName.MaxForwards) is not { } text ? -1
        : byte.TryParse(text, System.Globalization.NumberStyles.None, null, out var hops) ? hops : -2;

    protected override void AppendStartLine(StringBuilder builder) =>
        builder.Append(Method.Name).Append(' ').Append(RequestUriText).Append(" SIP/2.0\r\n");
}
