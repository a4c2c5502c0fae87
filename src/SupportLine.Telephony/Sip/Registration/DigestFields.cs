using System.Text;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary><c>Digest name=value, name="value"</c>, which challenges and answers have in common (RFC 3261 section 25.1).</summary>
internal static class DigestFields
{
    private const string Scheme = "Digest";

    /// <summary>The fields by name, quotes resolved; null when it is another scheme or no list of fields.</summary>
    public static Dictionary<string, string>? Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.Length <= Scheme.Length || !rest.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || rest[Scheme.Length] is not (' ' or '\t'))
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in SipGrammar.Elements(rest[Scheme.Length..].ToString()))
        {
            var equals = element.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : element[..equals].Trim();
            var value = element[(equals + 1)..].Trim();

            // A name that comes twice says two things: neither can be believed.
            if (!SipGrammar.IsToken(name) || (value.StartsWith('"') && !SipGrammar.IsQuoted(value)) || !fields.TryAdd(name, SipGrammar.Unquote(value)))
            {
                return null;
            }
        }

        return fields;
    }

    public static StringBuilder Begin() => new StringBuilder(200).Append(Scheme);

    public static StringBuilder Quoted(this StringBuilder builder, string name, string? value) =>
        value is null ? builder : builder.Plain(name, SipGrammar.Quote(value));

    public static StringBuilder Plain(this StringBuilder builder, string name, string? value) => value is null
        ? builder
        : builder.Append(builder.Length == Scheme.Length ? " " : ", ").Append(name).Append('=').Append(value);

    public static string NameOf(DigestAlgorithm algorithm, bool session) =>
        (algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5") + (session ? "-sess" : "");

    /// <summary>False for an algorithm we do not have. None named is MD5.</summary>
    public static bool TryAlgorithm(string? name, out DigestAlgorithm algorithm, out bool session)
    {
        var text = name ?? "MD5";
        session = text.EndsWith("-sess", StringComparison.OrdinalIgnoreCase);
        text = session ? text[..^5] : text;
        algorithm = text.Equals("SHA-256", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Sha256 : DigestAlgorithm.Md5;
        return algorithm == DigestAlgorithm.Sha256 || text.Equals("MD5", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The values we know among those offered; what we do not know is passed over (RFC 7616 section 3.3).</summary>
    public static DigestQop Qop(string? text)
    {
        var qop = DigestQop.None;
        foreach (var value in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            qop |= value.ToLowerInvariant() switch
            {
                "auth" => DigestQop.Auth,
                "auth-int" => DigestQop.AuthInt,
                _ => DigestQop.None,
            };
        }

        return qop;
    }

    public static string? NameOf(DigestQop qop) => qop switch
    {
        DigestQop.Auth => "auth",
        DigestQop.AuthInt => "auth-int",
        DigestQop.None => null,
        _ => "auth,auth-int",
    };
}
