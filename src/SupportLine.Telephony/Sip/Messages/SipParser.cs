using System.Buffers.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// Bytes to a message. Structure alone is judged here; what a header says is judged by who reads it. Never throws,
/// whatever the bytes are, and reads each byte of the head once.
/// </summary>
internal static partial class SipParser
{
    /// <summary>Longest message taken, bytes.</summary>
    public const int MaxMessage = 65_535;

    /// <summary>Most header lines taken.</summary>
    public const int MaxHeaders = 200;

    public const string Version = "SIP/2.0";

    /// <param name="data">A datagram, or what a stream has brought so far.</param>
    /// <param name="stream">Whether more may come; then Content-Length is mandatory (RFC 3261 section 18.3).</param>
    /// <param name="message">
    /// The message, when parsed. It keeps slices of <paramref name="data"/>. When rejected, what could be read of a
    /// request, solely so that it can be refused, or null.
    /// </param>
    /// <param name="consumed">
    /// Bytes used up, leading line breaks included. When more is needed: the whole length known to be needed, else 0.
    /// </param>
    /// <param name="reason">Why not, when rejected.</param>
    public static ParseVerdict Parse(ReadOnlyMemory<byte> data, bool stream, out SipMessage? message, out int consumed, out RejectReason reason)
    {
        consumed = 0;
        var leading = LeadingLineBreaks(data.Span);
        var rest = data[leading..];
        var verdict = Head(rest, out message, out var headLength, out reason);
        if (verdict != ParseVerdict.Parsed)
        {
            return verdict == ParseVerdict.MoreNeeded ? Unfinished(stream, leading, rest.Length, 0, out consumed, out reason) : verdict;
        }

        var available = rest.Length - headLength;
        if (!TryBodyLength(message!.Headers, stream, available, out var length))
        {
            reason = RejectReason.BadContentLength;
            return ParseVerdict.Rejected;
        }

        if (length > available)
        {
            return Unfinished(stream, leading, rest.Length, headLength + length, out consumed, out reason);
        }

        message.Body = rest.Slice(headLength, length);
        consumed = leading + headLength + length;
        return ParseVerdict.Parsed;
    }

    /// <summary>A stream may bring the rest, unless it is too long; a datagram that ends too early is no message (section 18.3).</summary>
    private static ParseVerdict Unfinished(bool stream, int leading, int have, long needed, out int consumed, out RejectReason reason)
    {
        consumed = 0;
        if (stream && have <= MaxMessage && needed <= MaxMessage)
        {
            consumed = needed == 0 ? 0 : leading + (int)needed;
            reason = RejectReason.None;
            return ParseVerdict.MoreNeeded;
        }

        reason = stream ? RejectReason.TooLong : RejectReason.Truncated;
        return ParseVerdict.Rejected;
    }

    private static int LeadingLineBreaks(ReadOnlySpan<byte> data)
    {
        var index = data.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return index < 0 ? data.Length : index;
    }

    private static ParseVerdict Head(ReadOnlyMemory<byte> memory, out SipMessage? message, out int length, out RejectReason reason)
    {
        var span = memory.Span;
        message = null;
        length = 0;
        reason = RejectReason.None;
        if (!TryLine(span, 0, out var end, out var next, out var sound))
        {
            return ParseVerdict.MoreNeeded;
        }

        message = sound ? StartLine(memory, end) : null;
        if (message is null)
        {
            reason = span[..end].IndexOf("SIP/"u8) < 0 ? RejectReason.NotSip : RejectReason.BadStartLine;
            return ParseVerdict.Rejected;
        }

        for (var count = 0; ; count++)
        {
            var start = next;
            if (!TryHeader(span, start, out end, out next, out sound))
            {
                return ParseVerdict.MoreNeeded;
            }

            if (end == start)
            {
                length = next;
                return reason == RejectReason.None ? ParseVerdict.Parsed : ParseVerdict.Rejected;
            }

            if (count == MaxHeaders)
            {
                message = null;
                reason = RejectReason.TooManyHeaders;
                return ParseVerdict.Rejected;
            }

            if (!sound || !TryAddHeader(message.Headers, span, start, end))
            {
                // Read on: the other headers say where the refusal goes.
                reason = RejectReason.BadHeader;
            }
        }
    }

    private static bool TryAddHeader(HeaderList headers, ReadOnlySpan<byte> span, int start, int end)
    {
        var line = span[start..end];
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || HeaderName.Of(line[..colon].TrimEnd(" \t"u8)) is not { } name)
        {
            return false;
        }

        var value = line[(colon + 1)..].TrimStart(" \t\r\n"u8);
        headers.AddSlice(name, end - value.Length, value.TrimEnd(" \t\r\n"u8).Length);
        return true;
    }

    /// <summary>No length on a datagram means the rest of it; one that contradicts another means no length (section 18.3).</summary>
    private static bool TryBodyLength(HeaderList headers, bool stream, int available, out int length)
    {
        length = -1;
        for (var i = 0; i < headers.Count; i++)
        {
            if (!headers.TrySlice(i, HeaderName.ContentLength, out var slice))
            {
                continue;
            }

            if (!Utf8Parser.TryParse(slice, out uint value, out var used) || used != slice.Length || value > int.MaxValue
                || !char.IsAsciiDigit((char)slice[0]) || (length >= 0 && length != (int)value))
            {
                return false;
            }

            length = (int)value;
        }

        if (length < 0 && !stream)
        {
            length = available;
        }

        return length >= 0;
    }
}
