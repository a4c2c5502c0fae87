namespace SupportLine.Telephony.Sdp;

/// <summary>One m= line with what belongs to it (RFC 4566 section 5.14).</summary>
internal sealed class MediaLine(string type, int port, string protocol, IReadOnlyList<string> formats)
{
    public string Type { get; } = type;

    public int Port { get; } = port;

    public string Protocol { get; } = protocol;

    public IReadOnlyList<string> Formats { get; } = formats;

    /// <summary>Address of its own c= line, or null.</summary>
    public string? Connection { get; set; }

    /// <summary>Its a= lines without the prefix, in order.</summary>
    public List<string> Attributes { get; } = [];

    /// <summary>Value of the first attribute of that name; empty for a flag; null when absent.</summary>
    public string? Attribute(string name) => SessionDescription.Find(Attributes, name);

    /// <summary>The encoding behind a payload type: <c>PCMU/8000</c>, by rtpmap or by RFC 3551's static table.</summary>
    public string? Encoding(string format)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.StartsWith("rtpmap:", StringComparison.Ordinal))
            {
                var parts = attribute[7..].Split(' ', 2, StringSplitOptions.TrimEntries);
                if (parts.Length == 2 && parts[0] == format)
                {
                    return parts[1].ToUpperInvariant();
                }
            }
        }

        return format switch
        {
            "0" => "PCMU/8000",
            "8" => "PCMA/8000",
            _ => null,
        };
    }
}
