using System.Globalization;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>RFC 3261 section 20.16.</summary>
/// <param name="Number">Below 2**31 (section 8.1.1.5).</param>
/// <param name="Method">The request's method.</param>
internal readonly record struct CSeq(uint Number, SipMethod Method)
{
    public static bool TryParse(ReadOnlySpan<char> text, out CSeq cseq)
    {
        cseq = default;
        text = text.Trim();
        var space = text.IndexOfAny(' ', '\t');
        if (space < 0
            || !uint.TryParse(text[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > int.MaxValue)
        {
            return false;
        }

        var method = text[space..].TrimStart();
        if (!SipGrammar.IsToken(method))
        {
            return false;
        }

        cseq = new CSeq(number, SipMethod.Of(method));
        return true;
    }

    public override string ToString() => $"{Number} {Method}";
}
