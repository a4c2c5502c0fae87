using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// A request or a response. The headers that every layer needs are parsed once and kept; they are null when absent or
/// malformed, which <see cref="MessageValidator"/> turns into the refusal the RFC asks for.
/// </summary>
internal abstract class SipMessage
{
    private NameAddress? _from;
    private NameAddress? _to;
    private Via? _topVia;
    private CSeq? _cseq;

    public HeaderList Headers { get; } = new();

    public ReadOnlyMemory<byte> Body { get; set; }

    public string CallId => Headers.Get(HeaderName.CallId) ?? "";

    public NameAddress? From => _from ??= Address(HeaderName.From);

    public NameAddress? To => _to ??= Address(HeaderName.To);

    /// <summary>The topmost Via: who sent it to us, or in our own messages we.</summary>
    public Via? TopVia => _topVia ??= Headers.Elements(HeaderName.Via).FirstOrDefault() is { } text && Via.TryParse(text, out var via) ? via : null;

    public CSeq? CSeq => _cseq ??= Headers.Get(HeaderName.CSeq) is { } text && Messages.CSeq.TryParse(text, out var cseq) ? cseq : null;

    /// <summary>The first Contact that is an address.</summary>
    public NameAddress? Contact => Address(HeaderName.Contact);

    public IEnumerable<Via> Vias => Headers.Elements(HeaderName.Via)
        .Select(text => Via.TryParse(text, out var via) ? via : null)
        .OfType<Via>();

    /// <summary>Addresses of Route or Record-Route, in order.</summary>
    public IEnumerable<NameAddress> Addresses(string name) => Headers.Elements(name)
        .Select(text => NameAddress.TryParse(text, out var address) ? address : null)
        .OfType<NameAddress>();

    /// <summary>Replaces the topmost Via alone, as when received and rport are filled in.</summary>
    public void SetTopVia(Via via)
    {
        var rest = Headers.Elements(HeaderName.Via).Skip(1).ToList();
        Headers.Remove(HeaderName.Via);
        foreach (var text in Enumerable.Reverse(rest))
        {
            Headers.Prepend(HeaderName.Via, text);
        }

        Headers.Prepend(HeaderName.Via, via.ToString());
        _topVia = via;
    }

    public void SetBody(string contentType, byte[] body)
    {
        Headers.Set(HeaderName.ContentType, contentType);
        Body = body;
    }

    /// <summary>The message as sent; Content-Length is the body's, always there and last.</summary>
    public byte[] ToBytes()
    {
        var builder = new StringBuilder(512);
        AppendStartLine(builder);
        foreach (var (name, value) in Headers.All())
        {
            if (name != HeaderName.ContentLength)
            {
                builder.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        builder.Append(HeaderName.ContentLength).Append(": ").Append(Body.Length).Append("\r\n\r\n");
        var text = builder.ToString();
        var headerLength = Encoding.UTF8.GetByteCount(text);
        var bytes = new byte[headerLength + Body.Length];
        Encoding.UTF8.GetBytes(text, bytes);
        Body.Span.CopyTo(bytes.AsSpan(headerLength));
        return bytes;
    }

    protected abstract void AppendStartLine(StringBuilder builder);

    private NameAddress? Address(string name) =>
        Headers.Elements(name).FirstOrDefault() is { } text && NameAddress.TryParse(text, out var address) ? address : null;
}
