using System.Buffers;
using System.Globalization;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Percent escapes of URIs (RFC 3261 section 19.1.2).</summary>
internal static class Escapes
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> Unreserved = SearchValues.Create(Alphanumeric + "-_.!~*'()");
    private static readonly SearchValues<char> InUser = SearchValues.Create(Alphanumeric + "-_.!~*'()&=+$,;?/");

    /// <summary>Resolves every escape, as UTF-8; false when one is no escape.</summary>
    public static bool TryResolve(ReadOnlySpan<char> text, out string resolved)
    {
        resolved = "";
        if (!text.Contains('%'))
        {
            resolved = text.ToString();
            return true;
        }

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        while (!text.IsEmpty)
        {
            var percent = text.IndexOf('%');
            var plain = percent < 0 ? text : text[..percent];
            count += Encoding.UTF8.GetBytes(plain, bytes.AsSpan(count));
            text = text[plain.Length..];
            if (!text.IsEmpty)
            {
                if (!TryEscape(text, out bytes[count++]))
                {
                    return false;
                }

                text = text[3..];
            }
        }

        resolved = Encoding.UTF8.GetString(bytes, 0, count);
        return true;
    }

    /// <summary>Resolves the escapes of characters that never need one, leaves the others; false when one is no escape.</summary>
    public static bool TryNormalise(string text, out string normalised)
    {
        normalised = text;
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }

        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                builder.Append(text[i]);
            }
            else if (!TryEscape(text.AsSpan(i), out var value))
            {
                return false;
            }
            else
            {
                _ = Unreserved.Contains((char)value) ? builder.Append((char)value) : builder.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
                i += 2;
            }
        }

        normalised = builder.ToString();
        return true;
    }

    /// <summary>Escapes what may not stand in the user part as it is.</summary>
    public static void AppendUser(StringBuilder builder, string user)
    {
        if (!user.AsSpan().ContainsAnyExcept(InUser))
        {
            builder.Append(user);
            return;
        }

        foreach (var value in Encoding.UTF8.GetBytes(user))
        {
            _ = InUser.Contains((char)value) ? builder.Append((char)value) : builder.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }
    }

    private static bool TryEscape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        return text.Length >= 3 && byte.TryParse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
