using System.Text;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>Makes hostile messages of sound ones.</summary>
internal static class Mutant
{
    private static readonly byte[][] Grains =
    [
        "\r\n"u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "\r\n "u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "<"u8.ToArray(), ">"u8.ToArray(),
        ";"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(), "%"u8.ToArray(), "%00"u8.ToArray(), "="u8.ToArray(), "@"u8.ToArray(), "?"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "\0"u8.ToArray(),
        [0xff], [0xc3], "99999999999999999999"u8.ToArray(), "-1"u8.ToArray(), " "u8.ToArray(), "Content-Length: 70000\r\n"u8.ToArray(), "SIP/2.0"u8.ToArray(), "z9hG4bK"u8.ToArray(), new byte[300],
    ];

    /// <summary>Values that a header takes in another's place.</summary>
    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "4294967296", "*", "<>", "\"", "<sip:a@b", "sip:%", "<sip:[::1>;tag=", ";;;=", "timer, 100rel, x", "1 INVITE", "2 BYE", "999999999999 ACK",
        "SIP/2.0/UDP 198.51.100.9;branch=z9hG4bK", "SIP/2.0/TLS [::1]:0;rport", "application/sdp", "text/plain", "<sip:a@198.51.100.9:70000>", "<sip:x@198.51.100.9;lr>, <sip:y@198.51.100.9>", "Digest realm=\"", "é\u0000",
    ];

    /// <summary>With up to five changes to its bytes.</summary>
    public static byte[] Of(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.InsertRange(at, Grains[random.Next(Grains.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    if (random.Next(8) == 0)
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>With a change to its lines: one goes, comes twice, changes places, or has another value.</summary>
    public static byte[] OfLines(byte[] seed, Random random)
    {
        var text = Encoding.UTF8.GetString(seed);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return seed;
        var lines = text[..end].Split("\r\n").ToList();
        var at = random.Next(lines.Count);
        var other = random.Next(lines.Count);
        switch (random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(other, lines[at]);
                break;
            case 2:
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 3 when lines[at].IndexOf(':', StringComparison.Ordinal) is > 0 and var colon:
                lines[at] = $"{lines[at][..colon]}: {Values[random.Next(Values.Length)]}";
                break;
            default:
                lines[at] = lines[at].Replace(" ", random.Next(2) == 0 ? "\r\n " : "", StringComparison.Ordinal);
                break;
        }

        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + text[end..]);
    }
}
