using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>One Via (RFC 3261 section 20.42).</summary>
/// <param name="Transport">Upper case: UDP, TCP, TLS.</param>
/// <param name="Host">Sent-by host.</param>
/// <param name="Port">Sent-by port, 0 when not given.</param>
/// <param name="Parameters">branch, received, rport, ...</param>
internal sealed record Via(string Transport, string Host, int Port, Parameters Parameters)
{
    /// <summary>What begins every branch of RFC 3261 (section 8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    public string Branch => Parameters["branch"] ?? "";

    /// <summary>Sent-by as it identifies a transaction (section 17.2.3): the port is the transport's own when not given.</summary>
    public string SentBy => $"{Host.ToLowerInvariant()}:{(Port != 0 ? Port : Transport == "TLS" ? 5061 : 5060)}";

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Via? via)
    {
        via = null;
        var semicolon = text.IndexOf(';');
        var head = (semicolon < 0 ? text : text[..semicolon]).Trim();
        if (!TryProtocol(ref head, out var transport)
            || !HostPort.TryParse(Squeeze(head), out var host, out var port)
            || !Parameters.TryParse(semicolon < 0 ? [] : text[semicolon..], out var parameters))
        {
            return false;
        }

        via = new Via(transport, host, port, parameters);
        return true;
    }

    public override string ToString()
    {
        var builder = new StringBuilder(80).Append("SIP/2.0/").Append(Transport).Append(' ').Append(Host);
        if (Port != 0)
        {
            builder.Append(':').Append(Port);
        }

        Parameters.AppendTo(builder);
        return builder.ToString();
    }

    /// <summary><c>SIP / 2.0 / UDP</c>, white space around the slashes allowed.</summary>
    private static bool TryProtocol(ref ReadOnlySpan<char> text, out string transport)
    {
        transport = "";
        foreach (var expected in new[] { "SIP", "2.0" })
        {
            var slash = text.IndexOf('/');
            if (slash < 0 || !text[..slash].Trim().Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            text = text[(slash + 1)..].TrimStart();
        }

        var end = text.IndexOfAny(' ', '\t');
        if (end <= 0 || !SipGrammar.IsToken(text[..end]))
        {
            return false;
        }

        transport = text[..end].ToString().ToUpperInvariant();
        text = text[end..].Trim();
        return true;
    }

    /// <summary>White space may stand around the colon of sent-by.</summary>
    private static ReadOnlySpan<char> Squeeze(ReadOnlySpan<char> text) =>
        text.ContainsAny(' ', '\t') && text.Contains(':')
            ? string.Concat(text.ToString().Split(':').Select((part, i) => i == 0 ? part.Trim() : ":" + part.Trim()))
            : text;
}
