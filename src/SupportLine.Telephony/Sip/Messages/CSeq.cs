namespace SupportLine.Telephony.Sip.Messages;

/// <summary>RFC 3261 section 20.16.</summary>
/// <param name="Number">Below 2**31 (section 8.1.1.5).</param>
/// <param name="Method">The request's method.</param>
internal readonly record struct CSeq(uint Number, SipMethod Method)
{
    public static bool TryParse(string text, out CSeq cseq)
    {
        cseq = default;
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2
            || !uint.TryParse(parts[0], System.Globalization.NumberStyles.None, null, out var number)
            || number > int.MaxValue
            || !SipGrammar.IsToken(parts[1]))
        {
            return false;
        }

        cseq = new CSeq(number, SipMethod.Of(System.Text.Encoding.UTF8.GetBytes(parts[1])));
        return true;
    }

    public override string ToString() => $"{Number} {Method}";
}
