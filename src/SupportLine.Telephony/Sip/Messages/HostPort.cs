using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary><c>host [":" port]</c> with names, IPv4 and bracketed IPv6.</summary>
internal static class HostPort
{
    /// <param name="text">Without white space around it.</param>
    /// <param name="host">IPv6 with its brackets.</param>
    /// <param name="port">0 when not given.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out string host, out int port)
    {
        host = "";
        port = 0;
        var colon = text.LastIndexOf(':');
        var bracket = text.LastIndexOf(']');
        if (colon > bracket)
        {
            if (!ushort.TryParse(text[(colon + 1)..].Trim(), System.Globalization.NumberStyles.None, null, out var number) || number == 0)
            {
                return false;
            }

            port = number;
            text = text[..colon].Trim();
        }

        if (bracket >= 0)
        {
            return TryReference(text, out host);
        }

        if (text.IsEmpty || !IsName(text))
        {
            return false;
        }

        host = text.ToString();
        return true;
    }

    private static bool TryReference(ReadOnlySpan<char> text, out string host)
    {
        host = "";
        if (text.Length < 3 || text[0] != '[' || text[^1] != ']' || text.Contains('%'))
        {
            return false;
        }

        // RFC 3261's grammar lets a third colon stand before the IPv4 part: taken, and written as RFC 4291 has it (RFC 5118 section 4.10).
        var reference = text.ToString();
        if (text.Contains('.') && text.IndexOf(":::") is var colons and > 0 && !text[(colons + 3)..].Contains(':'))
        {
            reference = reference.Remove(colons, 1);
        }

        if (!IPAddress.TryParse(reference.AsSpan(1, reference.Length - 2), out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        host = reference;
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
