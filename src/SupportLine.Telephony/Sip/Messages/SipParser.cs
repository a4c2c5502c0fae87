using System.Buffers.Text;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// Bytes to a message. Structure alone is judged here; what a header says is judged by who reads it. Never throws,
/// whatever the bytes are.
/// </summary>
internal static class SipParser
{
    /// <summary>Longest message taken, bytes.</summary>
    public const int MaxMessage = 65_535;

    /// <summary>Most header lines taken.</summary>
    public const int MaxHeaders = 200;

    /// <param name="data">A datagram, or what a stream has brought so far.</param>
    /// <param name="stream">Whether more may come; then Content-Length is mandatory (RFC 3261 section 18.3).</param>
    /// <param name="message">The message, when parsed. It keeps slices of <paramref name="data"/>.</param>
    /// <param name="consumed">Bytes used up, leading CRLFs included.</param>
    /// <param name="reason">Why not, when rejected.</param>
    public static ParseVerdict Parse(ReadOnlyMemory<byte> data, bool stream, out SipMessage? message, out int consumed, out RejectReason reason)
    {
        message = null;
        reason = RejectReason.None;
        consumed = LeadingLineBreaks(data.Span);
        var rest = data[consumed..];
        var verdict = ParseHead(rest.Span, rest, out var parsed, out var headLength, ref reason);
        if (verdict == ParseVerdict.MoreNeeded)
        {
            return stream && rest.Length < MaxMessage ? verdict : Reject(stream ? RejectReason.TooLong : RejectReason.Truncated, out reason);
        }

        if (verdict == ParseVerdict.Rejected)
        {
            return verdict;
        }

        var available = rest.Length - headLength;
        if (!TryBodyLength(parsed!, stream, available, out var length))
        {
            return Reject(RejectReason.BadContentLength, out reason);
        }

        if (length > available)
        {
            // RFC 3261 section 18.3: a datagram that ends before its body does is no message.
            return stream && headLength + length <= MaxMessage
                ? ParseVerdict.MoreNeeded
                : Reject(stream ? RejectReason.TooLong : RejectReason.Truncated, out reason);
        }

        parsed!.Body = rest.Slice(headLength, length);
        consumed += headLength + length;
        message = parsed;
        return ParseVerdict.Parsed;
    }

    private static ParseVerdict Reject(RejectReason why, out RejectReason reason)
    {
        reason = why;
        return ParseVerdict.Rejected;
    }

    private static int LeadingLineBreaks(ReadOnlySpan<byte> data)
    {
        var index = data.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return index < 0 ? data.Length : index;
    }

    private static ParseVerdict ParseHead(ReadOnlySpan<byte> span, ReadOnlyMemory<byte> memory, out SipMessage? message, out int length, ref RejectReason reason)
    {
        message = null;
        length = 0;
        if (!TryLine(span, 0, out var lineEnd, out var next))
        {
            return ParseVerdict.MoreNeeded;
        }

        message = StartLine(span[..lineEnd]);
        if (message is null)
        {
            return Reject(span.IndexOf("SIP/"u8) < 0 ? RejectReason.NotSip : RejectReason.BadStartLine, out reason);
        }

        for (var count = 0; ; count++)
        {
            var start = next;
            if (!TryHeader(span, start, out lineEnd, out next))
            {
                return ParseVerdict.MoreNeeded;
            }

            if (lineEnd == start)
            {
                length = next;
                return ParseVerdict.Parsed;
            }

            var colon = span[start..lineEnd].IndexOf((byte)':');
            var name = colon <= 0 ? null : HeaderName.Of(span.Slice(start, colon).TrimEnd(" \t"u8));
            if (name is null)
            {
                return Reject(RejectReason.BadHeader, out reason);
            }

            if (count == MaxHeaders)
            {
                return Reject(RejectReason.TooManyHeaders, out reason);
            }

            message.Headers.AddRaw(name, Trim(span, memory, start + colon + 1, lineEnd));
        }
    }

    /// <summary>A line to its CRLF; a bare LF is taken too, as peers in the field send it.</summary>
    private static bool TryLine(ReadOnlySpan<byte> span, int start, out int end, out int next)
    {
        var feed = span[start..].IndexOf((byte)'\n');
        next = start + feed + 1;
        end = next - 1;
        if (feed < 0)
        {
            return false;
        }

        if (end > start && span[end - 1] == '\r')
        {
            end--;
        }

        return true;
    }

    /// <summary>A header with the lines folded onto it. Needs the byte after the line to know that it has ended.</summary>
    private static bool TryHeader(ReadOnlySpan<byte> span, int start, out int end, out int next)
    {
        var from = start;
        while (TryLine(span, from, out end, out next))
        {
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

    private static ReadOnlyMemory<byte> Trim(ReadOnlySpan<byte> span, ReadOnlyMemory<byte> memory, int start, int end)
    {
        while (start < end && span[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        while (end > start && span[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end--;
        }

        return memory[start..end];
    }

    private static SipMessage? StartLine(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("SIP/2.0 "u8))
        {
            var rest = line[8..];
            return Utf8Parser.TryParse(rest, out int status, out var digits) && digits == 3 && status is >= 100 and <= 699 && (rest.Length == 3 || rest[3] == ' ')
                ? new SipResponse(status, rest.Length > 4 ? Encoding.UTF8.GetString(rest[4..]) : "")
                : null;
        }

        // METHOD SP Request-URI SP SIP/2.0. A URI with spaces in it is kept, so that it can be refused by 400.
        var first = line.IndexOf((byte)' ');
        var last = line.TrimEnd((byte)' ').LastIndexOf((byte)' ');
        if (first <= 0 || last <= first || !IsVersion(line[(last + 1)..].TrimEnd((byte)' ')))
        {
            return null;
        }

        var method = line[..first];
        return Ascii.IsValid(method) && SipGrammar.IsToken(Encoding.ASCII.GetString(method))
            ? new SipRequest(SipMethod.Of(method), Encoding.UTF8.GetString(line[(first + 1)..last]))
            {
                Version = Encoding.ASCII.GetString(line[(last + 1)..].TrimEnd((byte)' ')).ToUpperInvariant(),
            }
            : null;
    }

    private static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.Length >= 5 && Ascii.EqualsIgnoreCase(text[..4], "SIP/"u8) && text[4..].IndexOfAnyExceptInRange((byte)'.', (byte)'9') < 0;

    private static bool TryBodyLength(SipMessage message, bool stream, int available, out int length)
    {
        length = stream ? 0 : available;
        var found = false;
        foreach (var text in message.Headers.GetAll(HeaderName.ContentLength))
        {
            if (!uint.TryParse(text, System.Globalization.NumberStyles.None, null, out var value) || value > int.MaxValue || (found && value != length))
            {
                return false;
            }

            length = (int)value;
            found = true;
        }

        return found || !stream;
    }
}
