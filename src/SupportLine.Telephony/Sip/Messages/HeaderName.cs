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

    private const int Buckets = 256;

    private static readonly string[] Canonical =
    [
        Via, From, To, CallId, CSeq, Contact, MaxForwards, ContentLength, ContentType, RecordRoute, Route,
        "Accept", "Accept-Contact", "Accept-Encoding", "Accept-Language", "Alert-Info", "Allow", "Allow-Events",
        "Authentication-Info", "Authorization", "Content-Disposition", "Content-Encoding", "Content-Language", "Date",
        "Diversion", "Error-Info", "Event", "Expires", "History-Info", "Identity", "In-Reply-To", "Info-Package",
        "Min-Expires", "Min-SE", "MIME-Version", "Organization", "P-Asserted-Identity", "P-Preferred-Identity", "Path",
        "Priority", "Privacy", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Require", "RAck", "RSeq", "Reason",
        "Recv-Info", "Refer-Sub", "Refer-To", "Referred-By", "Reject-Contact", "Remote-Party-ID", "Replaces",
        "Reply-To", "Request-Disposition", "Require", "Retry-After", "Server", "Service-Route", "Session-Expires",
        "Subject", "Subscription-State", "Supported", "Timestamp", "Unsupported", "User-Agent", "Warning",
        "WWW-Authenticate",
    ];

    private static readonly (string Form, string Canonical)[] CompactForms =
    [
        ("v", Via), ("f", From), ("t", To), ("i", CallId), ("m", Contact), ("l", ContentLength), ("c", ContentType),
        ("e", "Content-Encoding"), ("s", "Subject"), ("k", "Supported"), ("o", "Event"), ("u", "Allow-Events"),
        ("r", "Refer-To"), ("b", "Referred-By"), ("x", "Session-Expires"), ("a", "Accept-Contact"),
        ("j", "Reject-Contact"), ("d", "Request-Disposition"), ("y", "Identity"),
    ];

    private static readonly (string Form, string Canonical)[][] Table = Build();

    /// <summary>The canonical name of a name as received; a name not known is kept as it stands. Null when it is no token.</summary>
    public static string? Of(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return null;
        }

        foreach (var (form, canonical) in Table[Bucket(name.Length, name[0], name[^1])])
        {
            if (Ascii.EqualsIgnoreCase(name, form))
            {
                return canonical;
            }
        }

        return SipGrammar.IsToken(name) ? Encoding.ASCII.GetString(name) : null;
    }

    private static int Bucket(int length, byte first, byte last) => ((length * 31) + ((first | 0x20) * 7) + (last | 0x20)) % Buckets;

    private static (string Form, string Canonical)[][] Build()
    {
        var forms = Canonical.Select(name => (Form: name, Canonical: name)).Concat(CompactForms)
            .ToLookup(pair => Bucket(pair.Form.Length, (byte)pair.Form[0], (byte)pair.Form[^1]));
        return [.. Enumerable.Range(0, Buckets).Select(bucket => forms[bucket].ToArray())];
    }
}
