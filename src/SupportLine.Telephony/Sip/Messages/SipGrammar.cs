using System.Buffers;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Character classes and splitting rules of RFC 3261 section 25.1.</summary>
internal static class SipGrammar
{
    private const string TokenCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~";

    private static readonly SearchValues<char> Token = SearchValues.Create(TokenCharacters);
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(Encoding.ASCII.GetBytes(TokenCharacters));

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenBytes);

    /// <summary>A quoted string, quotes included, closed by its last character and no earlier.</summary>
    public static bool IsQuoted(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '"')
        {
            return false;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i == text.Length - 1;
            }
        }

        return false;
    }

    /// <summary>What a quoted string says: quotes and backslashes resolved. Other text is returned as it is.</summary>
    public static string Unquote(string text)
    {
        if (!IsQuoted(text))
        {
            return text;
        }

        var inner = text.AsSpan(1, text.Length - 2);
        if (!inner.Contains('\\'))
        {
            return inner.ToString();
        }

        var builder = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            builder.Append(inner[i] == '\\' ? inner[++i] : inner[i]);
        }

        return builder.ToString();
    }

    /// <summary>Text as a quoted string; what would break a header line becomes a space.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                builder.Append('\\');
            }

            builder.Append(c is '\r' or '\n' ? ' ' : c);
        }

        return builder.Append('"').ToString();
    }

    /// <summary>First index of a separator that stands outside quotes and angle brackets; -1 when there is none.</summary>
    public static int IndexOutside(ReadOnlySpan<char> text, char separator)
    {
        var quoted = false;
        var angle = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '\\')
                {
                    i++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
            }
            else if (c == separator && !angle)
            {
                return i;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is '<' or '>')
            {
                angle = c == '<';
            }
        }

        return -1;
    }

    /// <summary>Elements of a comma-separated header, trimmed; commas in quotes and angle brackets do not part.</summary>
    public static IEnumerable<string> Elements(string value)
    {
        var start = 0;
        while (start <= value.Length)
        {
            var comma = IndexOutside(value.AsSpan(start), ',');
            var end = comma < 0 ? value.Length : start + comma;
            var element = value[start..end].Trim();
            if (element.Length > 0)
            {
                yield return element;
            }

            start = end + 1;
        }
    }

    /// <summary>Without control characters, which a peer may send (escaped in a user part, quoted in a name) and a record cannot keep: PostgreSQL takes no NUL.</summary>
    public static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : text;
}
