using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A URI: <c>sip:</c> and <c>sips:</c> taken apart (RFC 3261 section 19.1), any other kept as it stands.</summary>
internal sealed partial class SipUri
{
    private static readonly SearchValues<char> Never = SearchValues.Create(
        " <>\"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\t\n\u000b\u000c\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    /// <summary>User and password as they came, so that they go out as they came; null in a URI of our own.</summary>
    private readonly string? _userInfo;

    private SipUri(string scheme, string user, string? userInfo, string host, int port, Parameters parameters, string headers, string? opaque)
    {
        Scheme = scheme;
        User = user;
        _userInfo = userInfo;
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
        new("sip", user, null, host, port, parameters ?? Parameters.None, "", null);

    public SipUri WithParameters(Parameters parameters) => new(Scheme, User, _userInfo, Host, Port, parameters, Headers, Opaque);

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var colon = text.IndexOf(':');
        if (colon <= 0 || text.ContainsAny(Never) || !char.IsAsciiLetter(text[0]) || !SipGrammar.IsToken(text[..colon]))
        {
            return false;
        }

        var rest = text[(colon + 1)..];
        var scheme = SchemeOf(text[..colon]);
        if (scheme is "sip" or "sips")
        {
            return TryParseSip(scheme, rest, out uri);
        }

        uri = rest.IsEmpty ? null : new SipUri(scheme, scheme == "tel" ? TelNumber(rest) : "", null, "", 0, Parameters.None, "", rest.ToString());
        return uri is not null;
    }

    public override string ToString()
    {
        if (Opaque is not null)
        {
            return $"{Scheme}:{Opaque}";
        }

        var builder = new StringBuilder(48).Append(Scheme).Append(':');
        if (_userInfo is not null)
        {
            builder.Append(_userInfo).Append('@');
        }
        else if (User.Length > 0)
        {
            Escapes.AppendUser(builder, User);
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

    private static bool TryParseSip(string scheme, ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;

        // The user part may hold ; and ? itself but never an @, so it is cut off there first.
        var at = rest.IndexOf('@');
        var user = "";
        string? userInfo = null;
        if (at >= 0)
        {
            userInfo = rest[..at].ToString();
            var password = userInfo.IndexOf(':', StringComparison.Ordinal);
            if (!Escapes.TryResolve(password < 0 ? userInfo : userInfo.AsSpan(0, password), out user) || user.Length == 0)
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
            if (!Parameters.TryParseUri(rest[semicolon..], out parameters!))
            {
                return false;
            }

            rest = rest[..semicolon];
        }

        if (!HostPort.TryParse(rest, out var host, out var port))
        {
            return false;
        }

        uri = new SipUri(scheme, user, userInfo, host, port, parameters, headers, null);
        return true;
    }

    private static string SchemeOf(ReadOnlySpan<char> text) =>
        text.Equals("sip", StringComparison.OrdinalIgnoreCase) ? "sip" : text.ToString().ToLowerInvariant();

    private static string TelNumber(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
