using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace SupportLine.Telephony.Sdp;

/// <summary>
/// A session description as far as a telephone needs it (RFC 8866). Read with patience: what is unknown or is no line at
/// all is passed over, lines may end in LF alone, and the last one may lack its line break.
/// </summary>
internal sealed class SessionDescription
{
    /// <summary>A session with neither a beginning nor an end, as all of ours are.</summary>
    public const string Unbounded = "0 0";

    private const int MaxMediaLines = 16;

    /// <summary>Address of the session's c= line, or null.</summary>
    public string? Connection { get; private set; }

    /// <summary>Its first t= line: two numbers of seconds since 1900.</summary>
    public string Time { get; private set; } = Unbounded;

    public List<string> Attributes { get; } = [];

    public List<MediaLine> Media { get; } = [];

    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SessionDescription? description)
    {
        description = new SessionDescription();
        var isDescription = false;
        foreach (var raw in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            var line = raw.AsSpan().Trim("\r \t\0");
            if (line.Length < 2 || line[1] != '=')
            {
                continue;
            }

            if (!description.Take(line[0], line[2..].Trim().ToString()))
            {
                return false;
            }

            isDescription |= line[0] == 'v';
        }

        return isDescription && description.Media.Count > 0;
    }

    /// <summary>The address media of that line goes to: its own, else the session's.</summary>
    public string? AddressOf(MediaLine media) => media.Connection ?? Connection;

    /// <summary>Direction of a line: its own, else the session's, else both ways (RFC 3264 section 5.1).</summary>
    public Direction DirectionOf(MediaLine media) => DirectionIn(media.Attributes) ?? DirectionIn(Attributes) ?? Direction.Both;

    internal static string? Find(List<string> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return "";
            }

            if (attribute.Length > name.Length && attribute[name.Length] == ':' && attribute.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return attribute[(name.Length + 1)..].Trim();
            }
        }

        return null;
    }

    private static Direction? DirectionIn(List<string> attributes)
    {
        foreach (var attribute in attributes)
        {
            switch (attribute.ToLowerInvariant())
            {
                case "sendrecv":
                    return Direction.Both;
                case "sendonly":
                    return Direction.SendOnly;
                case "recvonly":
                    return Direction.ReceiveOnly;
                case "inactive":
                    return Direction.Neither;
            }
        }

        return null;
    }

    private bool Take(char type, string value)
    {
        switch (type)
        {
            case 'v':
                return value == "0";
            case 'c':
                return TakeConnection(value);
            case 'm':
                return TakeMedia(value);
            case 't' when Time == Unbounded && value.Length < 42 && value.AsSpan().IndexOfAnyExceptInRange('0', '9') is > 0 and var space
                && value[space] == ' ' && ulong.TryParse(value.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _):
                Time = value;
                return true;
            case 'a' when Media.Count == 0:
                Attributes.Add(value);
                return true;
            case 'a':
                Media[^1].Attributes.Add(value);
                return true;
            default:
                return true;
        }
    }

    /// <summary><c>IN IP4 192.0.2.1/127</c>.</summary>
    private bool TakeConnection(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3 || !parts[0].Equals("IN", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var address = parts[2].Split('/')[0];
        if (Media.Count == 0)
        {
            Connection = address;
        }
        else
        {
            Media[^1].Connection = address;
        }

        return true;
    }

    /// <summary><c>audio 49170/2 RTP/AVP 0 101</c>.</summary>
    private bool TakeMedia(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 4 || Media.Count == MaxMediaLines || !ushort.TryParse(parts[1].Split('/')[0], out var port))
        {
            return false;
        }

        Media.Add(new MediaLine(parts[0].ToLowerInvariant(), port, parts[2].ToUpperInvariant(), parts[3..]));
        return true;
    }
}
