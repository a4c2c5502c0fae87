using System.Collections.Frozen;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Header names in their long, canonical form; compact forms (RFC 3261 section 7.3.3) are understood.</summary>
internal static class HeaderName
{
    public const string Via = "Via";
    public const string From = "From";
    public const string To = "To";
    public const string CallId = "Call-ID";
    public const string CSeq = "CSeq";
    public const string Contact = "Contact";
    public const string MaxForwards = "Max-Forwards";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string RecordRoute = "Record-Route";
    public const string Route = "Route";

    private static readonly string[] Canonical =
    [
        Via, From, To, CallId, CSeq, Contact, MaxForwards, ContentLength, ContentType, RecordRoute, Route,
        "Accept", "Accept-Encoding", "Accept-Language", "Alert-Info", "Allow", "Allow-Events", "Authorization",
        "Content-Disposition", "Content-Encoding", "Content-Language", "Date", "Diversion", "Event", "Expires",
        "History-Info", "Info-Package", "Min-Expires", "Min-SE", "P-Asserted-Identity", "P-Preferred-Identity", "Path",
        "Privacy", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Require", "RAck", "RSeq", "Reason",
        "Recv-Info", "Refer-To", "Referred-By", "Remote-Party-ID", "Replaces", "Reply-To", "Require", "Retry-After",
        "Server", "Service-Route", "Session-Expires", "Subject", "Subscription-State", "Supported", "Timestamp",
        "Unsupported", "User-Agent", "Warning", "WWW-Authenticate",
    ];

    private static readonly FrozenDictionary<string, string> Names = Canonical
        .Select(name => KeyValuePair.Create(name, name))
        .Concat(
        [
            new("v", Via), new("f", From), new("t", To), new("i", CallId), new("m", Contact), new("l", ContentLength),
            new("c", ContentType), new("e", "Content-Encoding"), new("s", "Subject"), new("k", "Supported"),
            new("o", "Event"), new("u", "Allow-Events"), new("r", "Refer-To"), new("b", "Referred-By"), new("x", "Session-Expires"),
        ])
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The canonical name of a name as received; a name not known is kept as it stands. Null when it is no token.</summary>
    public static string? Of(ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[64];
        if (name.IsEmpty || name.Length > chars.Length || !Ascii.IsValid(name))
        {
            return null;
        }

        chars = chars[..Encoding.ASCII.GetChars(name, chars)];
        if (Lookup.TryGetValue(chars, out var canonical))
        {
            return canonical;
        }

        return SipGrammar.IsToken(chars) ? chars.ToString() : null;
    }
}
