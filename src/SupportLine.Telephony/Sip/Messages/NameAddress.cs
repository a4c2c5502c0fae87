using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A name-addr or addr-spec with its parameters: From, To, Contact, Route and their like (RFC 3261 section 20.10).</summary>
/// <param name="Display">Quotes and escapes resolved; empty when there is none.</param>
/// <param name="Uri">The address.</param>
/// <param name="Parameters">The header's parameters, never the URI's.</param>
internal sealed record NameAddress(string Display, SipUri Uri, Parameters Parameters)
{
    private static readonly SearchValues<char> NotInTokens = SearchValues.Create("\"<>@;,");

    public string? Tag => Parameters["tag"];

    public NameAddress WithTag(string tag) => this with { Parameters = Parameters.With("tag", tag) };

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        text = text.Trim();
        var open = SipGrammar.IndexOutside(text, '<');
        string display = "";
        ReadOnlySpan<char> uriText;
        ReadOnlySpan<char> parameterText;
        if (open >= 0)
        {
            var close = text[open..].IndexOf('>');
            if (close < 0 || !TryDisplay(text[..open].Trim(), out display))
            {
                return false;
            }

            uriText = text[(open + 1)..(open + close)];
            parameterText = text[(open + close + 1)..];
        }
        else
        {
            // Without angle brackets the parameters are the header's (section 20.10).
            var semicolon = text.IndexOf(';');
            uriText = (semicolon < 0 ? text : text[..semicolon]).TrimEnd();
            parameterText = semicolon < 0 ? [] : text[semicolon..];
        }

        if (!SipUri.TryParse(uriText, out var uri) || !Parameters.TryParse(parameterText, out var parameters))
        {
            return false;
        }

        // An addr-spec with a comma, semicolon or question mark has to stand in brackets; a bare ? would be a URI header.
        if (open < 0 && uri.Headers.Length > 0)
        {
            return false;
        }

        address = new NameAddress(display, uri, parameters);
        return true;
    }

    public override string ToString()
    {
        var builder = new StringBuilder(64);
        if (Display.Length > 0)
        {
            builder.Append(SipGrammar.Quote(Display)).Append(' ');
        }

        builder.Append('<').Append(Uri).Append('>');
        Parameters.AppendTo(builder);
        return builder.ToString();
    }

    private static bool TryDisplay(ReadOnlySpan<char> text, out string display)
    {
        display = "";
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] != '"')
        {
            display = text.ToString();
            return !text.ContainsAny(NotInTokens);
        }

        if (!SipGrammar.IsQuoted(text))
        {
            return false;
        }

        display = SipGrammar.Unquote(text.ToString());
        return true;
    }
}
