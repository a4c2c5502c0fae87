using System.Buffers;
using System.Text;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>
/// Makes secrets unreadable, octet for octet, so that lengths stay right: keys pressed by SIP INFO (a PIN among them), what
/// proves a password (RFC 8760), passwords within URIs, and keys of the audio (RFC 4568). Works on what is no sound message
/// too, and where it cannot tell a secret from the rest it takes the rest.
/// </summary>
internal static partial class Redaction
{
    private const byte Mask = (byte)'x';

    /// <summary>Fields of a digest that prove nothing by themselves (RFC 3261 section 25.1, dig-resp).</summary>
    private static readonly string[] Harmless = ["username", "realm", "nonce", "nextnonce", "uri", "algorithm", "opaque", "qop", "nc", "cnonce"];

    /// <summary>A pause, escaped or not, and RFC 2806's dial string.</summary>
    private static readonly string[] AfterDialMarks = [",", "%2C", ";postd", "%3Bpostd"];

    /// <summary>A wait, as phones write it, where keys follow.</summary>
    private static readonly string[] WaitMarks = [";", "%3B"];

    /// <summary>Pauses and waits of a dial string.</summary>
    private static readonly SearchValues<byte> Waits = SearchValues.Create("pPwW"u8);

    private static readonly SearchValues<byte> UriEnds = SearchValues.Create(" \t\r\n<>\""u8);

    public static void Apply(Span<byte> message)
    {
        if (message.IndexOfAnyExcept("\r\n"u8) is > 0 and var leading) message = message[leading..];
        var isInfo = message.Length > 5 && Ascii.EqualsIgnoreCase(message[..5], "INFO ");
        var isEncoded = false;
        var isKeys = false;
        var position = 0;
        while (NextLine(message, ref position) is { Length: > 0 } line)
        {
            Passwords(line);
            if (line.IndexOf((byte)':') is not (> 0 and var colon)) continue;
            var name = Encoding.ASCII.GetString(line[..colon]).Trim().ToLowerInvariant();
            var value = line[(colon + 1)..];
            switch (name)
            {
                case "authorization" or "proxy-authorization" or "authentication-info" or "proxy-authentication-info":
                    Credentials(value);
                    break;
                case "content-encoding" or "e":
                    isEncoded = !Ascii.EqualsIgnoreCase(((ReadOnlySpan<byte>)value).Trim(" \t\r\n"u8), "identity");
                    break;
                case "content-type" or "c":
                    var type = Encoding.ASCII.GetString(value).ToLowerInvariant();
                    isKeys = type.Contains("dtmf", StringComparison.Ordinal) || type.Contains("digits", StringComparison.Ordinal)
                        || type.Contains("telephone-event", StringComparison.Ordinal) || type.Contains("kpml", StringComparison.Ordinal);
                    break;
            }
        }

        var body = message[position..];
        if (isEncoded) body.Fill(Mask);
        else if (isInfo || isKeys) Keys(body);
        else AudioKeys(body);
    }

    /// <summary>The next line of the head with those that continue it (RFC 3261 section 7.3.1); empty at its end.</summary>
    private static Span<byte> NextLine(Span<byte> message, ref int position)
    {
        var start = position;
        var isEnd = message[start..].StartsWith("\n"u8) || message[start..].StartsWith("\r\n"u8);
        while (position < message.Length)
        {
            var end = message[position..].IndexOf((byte)'\n');
            position = end < 0 ? message.Length : position + end + 1;
            if (isEnd || position == message.Length || message[position] is not ((byte)' ' or (byte)'\t')) break;
        }

        return isEnd ? [] : message[start..position];
    }

    /// <summary>What follows the scheme: of a digest all but the harmless fields, of any other scheme all.</summary>
    private static void Credentials(Span<byte> value)
    {
        var start = value.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0) return;
        var rest = value[start..];
        var scheme = rest.IndexOfAny(" \t\r\n"u8);
        if (scheme == 6 && Ascii.EqualsIgnoreCase(rest[..6], "Digest"))
        {
            rest = rest[6..];
        }
        else if (scheme > 0 && rest[..scheme].IndexOf((byte)'=') < 0)
        {
            // What stands alone may be the secret itself.
            var proof = rest[scheme..];
            Hide(proof.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? rest : proof);
            return;
        }

        while (!rest.IsEmpty)
        {
            var end = FieldEnd(rest);
            Field(rest[..end]);
            rest = rest[Math.Min(rest.Length, end + 1)..];
        }
    }

    private static int FieldEnd(ReadOnlySpan<byte> fields)
    {
        var isQuoted = false;
        for (var i = 0; i < fields.Length; i++)
        {
            if (isQuoted && fields[i] == '\\') i++;
            else if (fields[i] == '"') isQuoted = !isQuoted;
            else if (fields[i] == ',' && !isQuoted) return i;
        }

        return fields.Length;
    }

    private static void Field(Span<byte> field)
    {
        var equals = field.IndexOf((byte)'=');
        var name = equals < 0 ? "" : Encoding.ASCII.GetString(field[..equals]).Trim();
        if (!Harmless.Contains(name, StringComparer.OrdinalIgnoreCase)) Hide(field[(equals + 1)..]);
    }

    /// <summary>All but what keeps the line a line.</summary>
    private static void Hide(Span<byte> text)
    {
        foreach (ref var octet in text)
        {
            if (octet is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'"' or (byte)',')) octet = Mask;
        }
    }

    /// <summary>
    /// <c>sip:user:password@host</c> (RFC 3261 section 19.1.1), and keys to be pressed once somebody answers: <c>sip:5000,,4711@host</c>,
    /// <c>sip:5000;4711@host</c>, <c>tel:5000;postd=4711</c>.
    /// </summary>
    private static void Passwords(Span<byte> line)
    {
        while (line.IndexOf((byte)':') is >= 0 and var colon)
        {
            var isTel = colon >= 3 && Ascii.EqualsIgnoreCase(line[(colon - 3)..colon], "tel");
            var isUri = isTel || (colon >= 3 && Ascii.EqualsIgnoreCase(line[(colon - 3)..colon], "sip")) || (colon >= 4 && Ascii.EqualsIgnoreCase(line[(colon - 4)..colon], "sips"));
            line = line[(colon + 1)..];
            if (!isUri) continue;
            var end = line.IndexOfAny(UriEnds);
            var uri = end < 0 ? line : line[..end];
            AfterDial(isTel ? uri : uri[..Math.Max(0, uri.IndexOf((byte)'@'))]);
            if (uri.IndexOf((byte)'@') is > 0 and var at && uri[..at].IndexOf((byte)':') is >= 0 and var password) uri[(password + 1)..at].Fill(Mask);
        }
    }

    private static void AfterDial(Span<byte> user)
    {
        foreach (var mark in AfterDialMarks)
        {
            if (IndexOf(user, mark) is >= 0 and var found) user[(found + mark.Length)..].Fill(Mask);
        }

        foreach (var mark in WaitMarks)
        {
            for (var rest = user; IndexOf(rest, mark) is >= 0 and var found;)
            {
                rest = rest[(found + mark.Length)..];
                if (BeginsKeys(rest)) rest.Fill(Mask);
            }
        }
    }

    /// <summary>Told from a parameter, such as <c>;phone-context</c>, by what comes after pauses.</summary>
    private static bool BeginsKeys(ReadOnlySpan<byte> text)
    {
        var keys = text[Math.Max(0, text.IndexOfAnyExcept(Waits))..];
        return keys is [>= (byte)'0' and <= (byte)'9' or (byte)'*' or (byte)'#', ..] || keys.StartsWith("%23"u8) || Ascii.EqualsIgnoreCase(keys[..Math.Min(3, keys.Length)], "%2A");
    }
}
