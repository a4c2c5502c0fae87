namespace SupportLine.Telephony.Sip.Registration;

/// <summary>A WWW-Authenticate or Proxy-Authenticate (RFC 3261 section 22, RFC 8760).</summary>
/// <param name="Realm">Whose password is asked for.</param>
/// <param name="Nonce">What the answer is made for.</param>
internal sealed record DigestChallenge(string Realm, string Nonce)
{
    public DigestAlgorithm Algorithm { get; init; }

    /// <summary>The <c>-sess</c> form: the secret is hashed once more with both nonces.</summary>
    public bool IsSession { get; init; }

    /// <summary>What may be asked for; none is RFC 2069's form.</summary>
    public DigestQop Qop { get; init; }

    /// <summary>Given back as it is; null when absent.</summary>
    public string? Opaque { get; init; }

    /// <summary>The answer was right but its nonce too old: the same password with the new nonce will do.</summary>
    public bool IsStale { get; init; }

    /// <summary>False when it is another scheme, incomplete, or asks for what we do not have.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DigestChallenge? challenge)
    {
        challenge = null;
        if (DigestFields.Parse(text) is not { } fields
            || !fields.TryGetValue("realm", out var realm) || !fields.TryGetValue("nonce", out var nonce)
            || !DigestFields.TryAlgorithm(fields.GetValueOrDefault("algorithm"), out var algorithm, out var session))
        {
            return false;
        }

        var qop = DigestFields.Qop(fields.GetValueOrDefault("qop"));
        if (qop == DigestQop.None && (fields.ContainsKey("qop") || session))
        {
            return false;
        }

        challenge = new DigestChallenge(realm, nonce)
        {
            Algorithm = algorithm,
            IsSession = session,
            Qop = qop,
            Opaque = fields.GetValueOrDefault("opaque"),
            IsStale = string.Equals(fields.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase),
        };
        return true;
    }

    /// <summary>
    /// Those to be answered: of each realm the topmost that we can (RFC 8760 section 2.4), as several proxies may ask at
    /// once (RFC 3261 section 22.3).
    /// </summary>
    /// <param name="headers">Values of one header name, in their order.</param>
    public static IReadOnlyList<DigestChallenge> Choose(IEnumerable<string> headers)
    {
        var chosen = new List<DigestChallenge>();
        foreach (var header in headers)
        {
            if (TryParse(header, out var challenge) && chosen.TrueForAll(other => other.Realm != challenge.Realm))
            {
                chosen.Add(challenge);
            }
        }

        return chosen;
    }

    /// <summary>The header's value. qop is quoted here and not in the answer (RFC 3261 section 25.1).</summary>
    public override string ToString() => DigestFields.Begin()
        .Quoted("realm", Realm)
        .Quoted("nonce", Nonce)
        .Quoted("opaque", Opaque)
        .Plain("stale", IsStale ? "true" : null)
        .Plain("algorithm", DigestFields.NameOf(Algorithm, IsSession))
        .Quoted("qop", DigestFields.NameOf(Qop))
        .ToString();
}
