using System.Buffers;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Character classes and splitting rules of RFC 3261 section 25.1.</summary>
internal static class SipGrammar
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~");

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

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
}
