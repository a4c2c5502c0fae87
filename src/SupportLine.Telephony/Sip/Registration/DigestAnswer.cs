using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary>An Authorization or Proxy-Authorization (RFC 3261 section 22, RFC 8760).</summary>
/// <param name="Username">Who answers.</param>
/// <param name="Realm">The challenge's.</param>
/// <param name="Nonce">The challenge's.</param>
/// <param name="Uri">The Request-URI it was made for.</param>
internal sealed record DigestAnswer(string Username, string Realm, string Nonce, string Uri)
{
    public DigestAlgorithm Algorithm { get; init; }

    public bool IsSession { get; init; }

    /// <summary>The one that was chosen.</summary>
    public DigestQop Qop { get; init; }

    public string? Opaque { get; init; }

    /// <summary>The answering side's nonce; null in RFC 2069's form.</summary>
    public string? ClientNonce { get; init; }

    /// <summary>How often the nonce was used, from 1; 0 in RFC 2069's form. Each (nonce, counter) is good once.</summary>
    public int Counter { get; init; }

    /// <summary>The proof, hexadecimal.</summary>
    public string Response { get; init; } = "";

    /// <summary>False when it is another scheme, incomplete, or made with what we do not have.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DigestAnswer? answer)
    {
        answer = null;
        if (DigestFields.Parse(text) is not { } fields
            || !fields.TryGetValue("username", out var username) || !fields.TryGetValue("realm", out var realm)
            || !fields.TryGetValue("nonce", out var nonce) || !fields.TryGetValue("uri", out var uri)
            || !fields.TryGetValue("response", out var response)
            || !DigestFields.TryAlgorithm(fields.GetValueOrDefault("algorithm"), out var algorithm, out var session)
            || !TryCounter(fields, out var qop, out var counter)
            || (session && qop == DigestQop.None))
        {
            return false;
        }

        answer = new DigestAnswer(username, realm, nonce, uri)
        {
            Algorithm = algorithm,
            IsSession = session,
            Qop = qop,
            Opaque = fields.GetValueOrDefault("opaque"),
            ClientNonce = fields.GetValueOrDefault("cnonce"),
            Counter = counter,
            Response = response,
        };
        return true;
    }

    /// <summary>The header's value.</summary>
    public override string ToString() => DigestFields.Begin()
        .Quoted("username", Username)
        .Quoted("realm", Realm)
        .Quoted("nonce", Nonce)
        .Quoted("uri", Uri)
        .Quoted("response", Response)
        .Plain("algorithm", DigestFields.NameOf(Algorithm, IsSession))
        .Quoted("cnonce", ClientNonce)
        .Quoted("opaque", Opaque)
        .Plain("qop", DigestFields.NameOf(Qop))
        .Plain("nc", Qop == DigestQop.None ? null : Counter.ToString("x8", CultureInfo.InvariantCulture))
        .ToString();

    /// <summary>With qop come a counter of eight digits and a client nonce (RFC 7616 section 3.4); without it neither counts.</summary>
    private static bool TryCounter(Dictionary<string, string> fields, out DigestQop qop, out int counter)
    {
        counter = 0;
        qop = DigestFields.Qop(fields.GetValueOrDefault("qop"));
        if (!fields.ContainsKey("qop"))
        {
            return true;
        }

        return qop is DigestQop.Auth or DigestQop.AuthInt
            && fields.ContainsKey("cnonce")
            && fields.GetValueOrDefault("nc") is { Length: 8 } text
            && int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out counter)
            && counter > 0;
    }
}
