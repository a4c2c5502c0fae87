using System.Buffers.Text;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

internal static partial class SipParser
{
    /// <summary>
    /// A line to its CRLF; a bare LF is taken too, as peers in the field send it. A carriage return elsewhere makes the
    /// line unsound: what follows it would be a header of its own to somebody else.
    /// </summary>
    private static bool TryLine(ReadOnlySpan<byte> span, int start, out int end, out int next, out bool sound)
    {
        sound = true;
        end = start;
        next = start;
        while (true)
        {
            var found = span[next..].IndexOfAny((byte)'\r', (byte)'\n');
            if (found < 0)
            {
                return false;
            }

            end = next + found;
            next = end + 1;
            if (span[end] == '\n')
            {
                return true;
            }

            if (next == span.Length)
            {
                return false;
            }

            if (span[next] == '\n')
            {
                next++;
                return true;
            }

            sound = false;
        }
    }

    /// <summary>A header with the lines folded onto it. Needs the byte after the line to know that it has ended.</summary>
    private static bool TryHeader(ReadOnlySpan<byte> span, int start, out int end, out int next, out bool sound)
    {
        sound = true;
        var from = start;
        while (TryLine(span, from, out end, out next, out var lineSound))
        {
            sound &= lineSound;
            if (end == start)
            {
                return true;
            }

            if (next >= span.Length)
            {
                return false;
            }

            if (span[next] is not ((byte)' ' or (byte)'\t'))
            {
                return true;
            }

            from = next;
        }

        return false;
    }

    private static SipMessage? StartLine(ReadOnlyMemory<byte> memory, int end)
    {
        var line = memory.Span[..end];
        if (line.Length >= 8 && Ascii.EqualsIgnoreCase(line[..8], "SIP/2.0 "u8))
        {
            return StatusLine(memory, line[8..]);
        }

        // Whatever stands between method and version is kept, so that a URI with spaces in it can be refused by 400.
        var trimmed = line.TrimEnd(" \t"u8);
        var first = trimmed.IndexOf((byte)' ');
        var last = trimmed.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first || !IsVersion(trimmed[(last + 1)..]) || !SipGrammar.IsToken(trimmed[..first]))
        {
            return null;
        }

        var version = trimmed[(last + 1)..];
        return new SipRequest(SipMethod.Of(trimmed[..first]), memory[(first + 1)..last], memory)
        {
            Version = Ascii.EqualsIgnoreCase(version, Version) ? Version : Encoding.ASCII.GetString(version).ToUpperInvariant(),
            HasSoundLine = trimmed.Length == line.Length,
        };
    }

    private static SipResponse? StatusLine(ReadOnlyMemory<byte> memory, ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 3 || !Utf8Parser.TryParse(rest, out uint status, out var digits) || digits != 3 || status is < 100 or > 699
            || (rest.Length > 3 && rest[3] != ' '))
        {
            return null;
        }

        var phrase = rest.Length > 4 ? rest[4..] : [];
        var standard = ReasonPhrase.Of((int)status);
        return new SipResponse((int)status, Ascii.Equals(phrase, standard) ? standard : Encoding.UTF8.GetString(phrase), new HeaderList(memory));
    }

    private static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.Length is >= 5 and <= 32 && Ascii.EqualsIgnoreCase(text[..4], "SIP/"u8) && text[4..].IndexOfAnyExceptInRange((byte)'.', (byte)'9') < 0;
}
