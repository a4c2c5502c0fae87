using System.Globalization;

namespace SupportLine.Telephony.Sdp;

/// <summary>One m= line with what belongs to it (RFC 8866 section 5.14).</summary>
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

    /// <summary>The same as a number of ms; null when absent or none. Some write <c>20.0</c>.</summary>
    public int? Milliseconds(string name) =>
        double.TryParse(Attribute(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 1 and < 1000
            ? (int)value
            : null;

    /// <summary>The encoding behind a payload type: <c>PCMU/8000</c>, by rtpmap or by RFC 3551's static table.</summary>
    public string? Encoding(string format)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.StartsWith("rtpmap:", StringComparison.OrdinalIgnoreCase))
            {
                var parts = attribute[7..].Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length == 2 && parts[0] == format)
                {
                    var encoding = parts[1].ToUpperInvariant();
                    return encoding.EndsWith("/1", StringComparison.Ordinal) ? encoding[..^2] : encoding;
                }
            }
        }

        return format switch
        {
            "0" => "PCMU/8000",
            "8" => "PCMA/8000",
            "9" => "G722/8000",
            _ => null,
        };
    }
}
