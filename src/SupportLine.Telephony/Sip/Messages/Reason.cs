using System.Globalization;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Why a call is ended, beyond the method or status that ends it (RFC 3326; in responses RFC 6432).</summary>
/// <param name="Protocol"><c>SIP</c> or <c>Q.850</c>; others are kept as they came.</param>
/// <param name="Cause">A SIP status, or a cause value of ITU-T Q.850.</param>
/// <param name="Text">For people; may be empty.</param>
internal sealed record Reason(string Protocol, int Cause, string Text)
{
    public const string Header = "Reason";

    /// <summary>The first that names a cause; null when there is none.</summary>
    public static Reason? Of(SipMessage message) => message.Headers.Elements(Header).Select(Parse).FirstOrDefault(reason => reason is not null);

    /// <summary>As it stands in the header.</summary>
    public string ToHeader() => string.Create(CultureInfo.InvariantCulture, $"{Protocol};cause={Cause};text={SipGrammar.Quote(Text)}");

    /// <summary>For people: <c>SIP 200 Call completed elsewhere</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Protocol} {Cause} {SipGrammar.Printable(Text)}").TrimEnd();

    private static Reason? Parse(string element)
    {
        var semicolon = element.IndexOf(';', StringComparison.Ordinal);
        return semicolon > 0
            && SipGrammar.IsToken(element.AsSpan(0, semicolon).TrimEnd())
            && Parameters.TryParse(element.AsSpan(semicolon), out var parameters)
            && int.TryParse(parameters["cause"], NumberStyles.None, CultureInfo.InvariantCulture, out var cause)
            ? new Reason(element[..semicolon].TrimEnd(), cause, SipGrammar.Unquote(parameters["text"] ?? ""))
            : null;
    }
}
