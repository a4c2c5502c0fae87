namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// A request or a response. The headers that every layer needs are parsed once and kept; they are null when absent or
/// malformed, which <see cref="MessageValidator"/> turns into the refusal the RFC asks for.
/// </summary>
internal abstract class SipMessage(HeaderList headers)
{
    private NameAddress? _from;
    private NameAddress? _to;
    private Via? _topVia;
    private CSeq? _cseq;

    public HeaderList Headers { get; } = headers;

    public ReadOnlyMemory<byte> Body { get; set; }

    public string CallId => Headers.Get(HeaderName.CallId) ?? "";

    public NameAddress? From => _from ??= Address(Headers.Get(HeaderName.From));

    public NameAddress? To => _to ??= Address(Headers.Get(HeaderName.To));

    /// <summary>The topmost Via: who sent it to us, or in our own messages we.</summary>
    public Via? TopVia => _topVia ??= Headers.FirstElement(HeaderName.Via) is { } text && Via.TryParse(text, out var via) ? via : null;

    public CSeq? CSeq => _cseq ??= Headers.Get(HeaderName.CSeq) is { } text && Messages.CSeq.TryParse(text, out var cseq) ? cseq : null;

    /// <summary>The first Contact that is an address.</summary>
    public NameAddress? Contact => Address(Headers.FirstElement(HeaderName.Contact));

    public IEnumerable<Via> Vias => Headers.Elements(HeaderName.Via)
        .Select(text => Via.TryParse(text, out var via) ? via : null)
        .OfType<Via>();

    /// <summary>Addresses of Route or Record-Route, in order.</summary>
    public IEnumerable<NameAddress> Addresses(string name) => Headers.Elements(name).Select(Address).OfType<NameAddress>();

    /// <summary>Replaces the topmost Via alone, as when received and rport are filled in.</summary>
    public void SetTopVia(Via via)
    {
        Headers.SetFirstElement(HeaderName.Via, via.ToString());
        _topVia = via;
    }

    public void SetBody(string contentType, byte[] body)
    {
        Headers.Set(HeaderName.ContentType, contentType);
        Body = body;
    }

    /// <summary>Lets go of what was read of it, to be read again if somebody asks: most of what is kept for long is never asked again.</summary>
    public virtual void ForgetRead()
    {
        (_from, _to, _topVia, _cseq) = (null, null, null, null);
        Headers.ForgetText();
    }

    /// <summary>The message as sent; Content-Length is the body's, always there and last.</summary>
    public void WriteTo(ref MessageWriter writer)
    {
        WriteStartLine(ref writer);
        Headers.WriteTo(ref writer);
        writer.Raw("Content-Length: "u8);
        writer.Number(Body.Length);
        writer.Raw("\r\n\r\n"u8);
        writer.Raw(Body.Span);
    }

    /// <inheritdoc cref="WriteTo"/>
    public byte[] ToBytes()
    {
        var writer = new MessageWriter();
        try
        {
            WriteTo(ref writer);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    protected abstract void WriteStartLine(ref MessageWriter writer);

    private static NameAddress? Address(string? text) => text is not null && NameAddress.TryParse(text, out var address) ? address : null;
}
