using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>Who an INVITE of ours says is calling.</summary>
/// <param name="From">Without its tag.</param>
/// <param name="Asserted">P-Asserted-Identity; null for none.</param>
/// <param name="IsPrivate">Whether the carrier keeps that to itself (Privacy: id).</param>
internal readonly record struct ShownAs(NameAddress From, NameAddress? Asserted = null, bool IsPrivate = false)
{
    /// <summary>RFC 3323 section 4.1.1.3: nobody, nowhere.</summary>
    private static readonly NameAddress Anonymous = new("Anonymous", SipUri.Sip("anonymous", "anonymous.invalid"), Parameters.None);

    /// <param name="request">Names the line's number.</param>
    /// <param name="trunk">By its policy; null where there is none.</param>
    /// <param name="host">Ours, where the trunk has no domain.</param>
    public static ShownAs Of(DialRequest request, Trunk? trunk, string host)
    {
        NameAddress At(string user) => new(request.CallerName, SipUri.Sip(user, trunk?.Domain ?? host), Parameters.None);
        var line = At(trunk?.Numbers?.Show(request.CallerNumber) ?? request.CallerNumber);
        return trunk?.Identity switch
        {
            ShownIdentity.Account => new ShownAs(At(trunk.Account!.Username), line),
            ShownIdentity.Asserted => new ShownAs(line, line),
            ShownIdentity.Private => new ShownAs(Anonymous, line, true),
            _ => new ShownAs(line),
        };
    }

    public void WriteTo(HeaderList headers)
    {
        if (Asserted is not null) headers.Add("P-Asserted-Identity", Asserted.ToString());
        if (IsPrivate) headers.Add("Privacy", "id");
    }
}
