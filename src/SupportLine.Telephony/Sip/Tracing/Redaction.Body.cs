using System.Text;

namespace SupportLine.Telephony.Sip.Tracing;

internal static partial class Redaction
{
    /// <summary>Beginnings of keys of the audio: RFC 4568 section 9.2, RFC 4567 section 3.1, RFC 4566 section 5.12.</summary>
    private static readonly (string Start, string End)[] KeyMarks =
        [("inline:", " \t\r\n|;"), ("a=key-mgmt:", "\r\n"), ("k=base64:", "\r\n"), ("k=clear:", "\r\n"), ("k=uri:", "\r\n")];

    /// <summary>
    /// Keys pressed: whatever stands for one, in any of the ways there are. A length of time is left, as it is no secret and
    /// tells a held key from a short one.
    /// </summary>
    private static void Keys(Span<byte> body)
    {
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? [] : body[(end + 1)..];
            var equals = line.IndexOf((byte)'=');
            if (equals > 0 && IsDuration(line[..equals], line[(equals + 1)..])) continue;
            foreach (ref var octet in line[..Math.Max(0, equals)])
            {
                if (char.IsAsciiDigit((char)octet)) octet = Mask;
            }

            foreach (ref var octet in line[(equals + 1)..])
            {
                if (octet is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'<' or (byte)'>')) octet = Mask;
            }
        }
    }

    private static bool IsDuration(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(name.Trim(" \t"u8), "Duration") && value.Trim(" \t\r"u8).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static void AudioKeys(Span<byte> body)
    {
        foreach (var (start, end) in KeyMarks)
        {
            for (var rest = body; IndexOf(rest, start) is >= 0 and var found;)
            {
                rest = rest[(found + start.Length)..];
                var length = rest.IndexOfAny(Encoding.ASCII.GetBytes(end));
                rest[..(length < 0 ? rest.Length : length)].Fill(Mask);
            }
        }
    }

    private static int IndexOf(ReadOnlySpan<byte> text, string wanted)
    {
        for (var i = 0; i + wanted.Length <= text.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(i, wanted.Length), wanted)) return i;
        }

        return -1;
    }
}
