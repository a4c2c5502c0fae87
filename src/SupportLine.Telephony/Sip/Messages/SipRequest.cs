using System.Globalization;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A request (RFC 3261 section 7.1).</summary>
internal sealed class SipRequest : SipMessage
{
    private readonly ReadOnlyMemory<byte> _uriSlice;
    private string? _uriText;
    private SipUri? _uri;

    public SipRequest(SipMethod method, string requestUri)
        : base(new HeaderList())
    {
        Method = method;
        _uriText = requestUri;
    }

    /// <param name="method">The method.</param>
    /// <param name="requestUri">What stands between method and version, however odd.</param>
    /// <param name="source">The datagram, of which the headers are slices.</param>
    internal SipRequest(SipMethod method, ReadOnlyMemory<byte> requestUri, ReadOnlyMemory<byte> source)
        : base(new HeaderList(source))
    {
        Method = method;
        _uriSlice = requestUri;
        Received = source.Length;
    }

    public SipMethod Method { get; }

    /// <summary>Length of the datagram it came in, octets; 0 of one of our own.</summary>
    public int Received { get; }

    /// <summary>Who has proven to have sent it, by a password; null where nobody has. Set as it comes in.</summary>
    public string? ProvenFrom { get; set; }

    /// <summary>As it stands in the request line.</summary>
    public string RequestUriText => _uriText ??= Encoding.UTF8.GetString(_uriSlice.Span);

    /// <summary>Null when it cannot be parsed, which is answered by 400.</summary>
    public SipUri? RequestUri => _uri ??= SipUri.TryParse(RequestUriText, out var uri) ? uri : null;

    /// <summary>Version of the request line, upper case; any but SIP/2.0 is answered by 505.</summary>
    public string Version { get; init; } = SipParser.Version;

    /// <summary>Single spaces part the request line and nothing trails it (RFC 3261 section 7.1); else it is answered by 400.</summary>
    public bool HasSoundLine { get; init; } = true;

    /// <summary>-1 when absent, -2 when malformed (RFC 3261 section 20.22: 0 to 255).</summary>
    public int MaxForwards => Headers.Get(HeaderName.MaxForwards) is not { } text ? -1
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) ? hops : -2;

    /// <summary>The same without the Via: each sending gets one of its own.</summary>
    public SipRequest Copy()
    {
        var copy = new SipRequest(Method, RequestUriText) { Body = Body };
        foreach (var (name, value) in Headers.All())
        {
            if (name != HeaderName.Via)
            {
                copy.Headers.Add(name, value);
            }
        }

        return copy;
    }

    public override void ForgetRead()
    {
        base.ForgetRead();
        if (!_uriSlice.IsEmpty)
        {
            (_uriText, _uri) = (null, null);
        }
    }

    protected override void WriteStartLine(ref MessageWriter writer)
    {
        writer.Ascii(Method.Name);
        writer.Raw(" "u8);
        writer.Text(RequestUriText);
        writer.Raw(" SIP/2.0\r\n"u8);
    }
}
