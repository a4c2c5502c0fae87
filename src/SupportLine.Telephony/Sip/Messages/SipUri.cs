using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A URI: <c>sip:</c> and <c>sips:</c> taken apart (RFC 3261 section 19.1), any other kept as it stands.</summary>
internal sealed class SipUri
{
    private SipUri(string scheme, string user, string host, int port, Parameters parameters, string headers, string? opaque)
    {
        Scheme = scheme;
        User = user;
        Host = host;
        Port = port;
        Parameters = parameters;
        Headers = headers;
        Opaque = opaque;
    }

    /// <summary>Lower case: <c>sip</c>, <c>sips</c>, <c>tel</c>.</summary>
    public string Scheme { get; }

    /// <summary>Escapes resolved, password left out; empty when there is none.</summary>
    public string User { get; }

    /// <summary>IPv6 with its brackets.</summary>
    public string Host { get; }

    /// <summary>0 when not given.</summary>
    public int Port { get; }

    public Parameters Parameters { get; }

    /// <summary>What follows the question mark.</summary>
    public string Headers { get; }

    /// <summary>What follows the scheme of a URI that is not SIP's.</summary>
    public string? Opaque { get; }

    public bool IsSip => Opaque is null;

    public static SipUri Sip(string user, string host, int port = 0, Parameters? parameters = null) =>
        new("sip", user, host, port, parameters ?? Parameters.None, "", null);

    public SipUri WithParameters(Parameters parameters) => new(Scheme, User, Host, Port, parameters, Headers, Opaque);

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var colon = text.IndexOf(':');
        if (colon <= 0 || text.ContainsAny(" \t<>\"") || !char.IsAsciiLetter(text[0]) || !SipGrammar.IsToken(text[..colon]))
        {
            return false;
        }

        var scheme = text[..colon].ToString().ToLowerInvariant();
        var rest = text[(colon + 1)..];
        if (scheme is not ("sip" or "sips"))
        {
            uri = rest.IsEmpty ? null : new SipUri(scheme, scheme == "tel" ? TelNumber(rest) : "", "", 0, Parameters.None, "", rest.ToString());
            return uri is not null;
        }

        // The user part may hold ; and ? itself, so it is cut off at the @ first.
        var at = rest.LastIndexOf('@');
        var user = "";
        if (at >= 0)
        {
            var userInfo = rest[..at];
            var password = userInfo.IndexOf(':');
            if (!TryUnescape(password < 0 ? userInfo : userInfo[..password], out user) || user.Length == 0)
            {
                return false;
            }

            rest = rest[(at + 1)..];
        }

        var headers = "";
        var question = rest.IndexOf('?');
        if (question >= 0)
        {
            headers = rest[(question + 1)..].ToString();
            rest = rest[..question];
        }

        var parameters = Parameters.None;
        var semicolon = rest.IndexOf(';');
        if (semicolon >= 0)
        {
            if (!Parameters.TryParse(rest[semicolon..], out parameters!))
            {
                return false;
            }

            rest = rest[..semicolon];
        }

        if (!HostPort.TryParse(rest, out var host, out var port))
        {
            return false;
        }

        uri = new SipUri(scheme, user, host, port, parameters, headers, null);
        return true;
    }

    public override string ToString()
    {
        if (Opaque is not null)
        {
            return $"{Scheme}:{Opaque}";
        }

        var builder = new StringBuilder(48).Append(Scheme).Append(':');
        if (User.Length > 0)
        {
            AppendEscaped(builder, User);
            builder.Append('@');
        }

        builder.Append(Host);
        if (Port != 0)
        {
            builder.Append(':').Append(Port);
        }

        Parameters.AppendTo(builder);
        return Headers.Length == 0 ? builder.ToString() : builder.Append('?').Append(Headers).ToString();
    }

    private static string TelNumber(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static bool TryUnescape(ReadOnlySpan<char> text, out string unescaped)
    {
        unescaped = "";
        if (text.IndexOf('%') < 0)
        {
            unescaped = text.ToString();
            return true;
        }

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                count += Encoding.UTF8.GetBytes(text.Slice(i, 1), bytes.AsSpan(count));
            }
            else if (i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
            {
                bytes[count++] = value;
                i += 2;
            }
            else
            {
                return false;
            }
        }

        unescaped = Encoding.UTF8.GetString(bytes, 0, count);
        return true;
    }

    private static void AppendEscaped(StringBuilder builder, string user)
    {
        const string Unreserved = "-_.!~*'()&=+$,;?/";
        foreach (var c in user)
        {
            if (char.IsAsciiLetterOrDigit(c) || Unreserved.Contains(c, StringComparison.Ordinal))
            {
                builder.Append(c);
                continue;
            }

            foreach (var b in Encoding.UTF8.GetBytes([c]))
            {
                builder.Append('%').Append(b.ToString("X2", null));
            }
        }
    }
}
