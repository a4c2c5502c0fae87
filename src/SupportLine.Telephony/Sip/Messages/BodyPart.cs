using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>One of several bodies.</summary>
/// <param name="Type">Content-Type without its parameters, lower case; <c>text/plain</c> where it is not said (RFC 2046 section 5.1).</param>
/// <param name="IsOptional">Whether whoever does not know it may pass over it (RFC 3261 section 20.11); it has to be known where it is not said.</param>
/// <param name="Content">What it is.</param>
internal readonly record struct BodyPart(string Type, bool IsOptional, ReadOnlyMemory<byte> Content)
{
    public static BodyPart Of(ReadOnlyMemory<byte> part)
    {
        // Without headers it begins with an empty line.
        var empty = part.Span.StartsWith("\r\n"u8) ? 0 : part.Span.IndexOf("\r\n\r\n"u8);
        var head = Encoding.UTF8.GetString(part.Span[..(empty < 0 ? part.Length : empty)]);
        var content = empty < 0 ? default : part[(empty == 0 ? 2 : empty + 4)..];
        var type = Value(head, "Content-Type")?.Split(';')[0].Trim().ToLowerInvariant();
        var isOptional = Value(head, "Content-Disposition")?.Contains("handling=optional", StringComparison.OrdinalIgnoreCase) == true;
        return new BodyPart(type ?? "text/plain", isOptional, content);
    }

    private static string? Value(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.AsSpan(name.Length).TrimStart() is [':', ..])?[(name.Length + 1)..].Trim();
}
