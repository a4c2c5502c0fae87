using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// Several bodies in one (RFC 5621 section 3, RFC 2046 section 5.1): a carrier puts what it tells other carriers, or where a caller is, beside the
/// session description.
/// </summary>
internal static class MultipartBody
{
    private const string Kind = "multipart/";

    /// <summary>More than anybody has use for.</summary>
    private const int MostParts = 16;

    /// <summary>Longest that RFC 2046 allows.</summary>
    private const int LongestBoundary = 70;

    /// <summary>Its parts, in order; empty where it is no such body, or one that is torn.</summary>
    public static IReadOnlyList<BodyPart> PartsOf(SipMessage message)
    {
        if (message.Headers.Get(HeaderName.ContentType) is not { } type || !type.AsSpan().TrimStart().StartsWith(Kind, StringComparison.OrdinalIgnoreCase)) return [];
        var semicolon = type.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0 || !Parameters.TryParse(type.AsSpan(semicolon), out var parameters)) return [];
        var boundary = SipGrammar.Unquote(parameters["boundary"] ?? "");
        return boundary.Length is 0 or > LongestBoundary ? [] : Cut(message.Body, Encoding.UTF8.GetBytes("--" + boundary));
    }

    private static List<BodyPart> Cut(ReadOnlyMemory<byte> body, byte[] delimiter)
    {
        var parts = new List<BodyPart>();
        if (!TryDelimiter(body, delimiter, out _, out body, out var isLast)) return parts;
        while (!isLast)
        {
            if (parts.Count == MostParts || !TryDelimiter(body, delimiter, out var part, out body, out isLast)) return [];
            parts.Add(BodyPart.Of(part));
        }

        return parts;
    }

    /// <summary>What stands before the next delimiter, which begins a line, and after that line.</summary>
    private static bool TryDelimiter(ReadOnlyMemory<byte> body, byte[] delimiter, out ReadOnlyMemory<byte> before, out ReadOnlyMemory<byte> after, out bool isLast)
    {
        (before, after, isLast) = (default, default, false);
        for (var from = 0; body.Span[from..].IndexOf(delimiter) is >= 0 and var found;)
        {
            var start = from + found;
            from = start + delimiter.Length;
            if (start > 0 && !body.Span[..start].EndsWith("\r\n"u8)) continue;
            var end = body.Span[from..].IndexOf("\r\n"u8);
            var rest = body.Span.Slice(from, end < 0 ? body.Length - from : end).TrimEnd(" \t"u8);
            isLast = rest.SequenceEqual("--"u8);
            if (!isLast && (!rest.IsEmpty || end < 0)) continue;
            before = start < 2 ? default : body[..(start - 2)];
            after = end < 0 ? default : body[(from + end + 2)..];
            return true;
        }

        return false;
    }
}
