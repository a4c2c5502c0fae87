using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary>
/// A name and what proves it: H(user:realm:password), which is all that has to be kept of a password. Prints neither.
/// </summary>
internal sealed class DigestSecret
{
    private readonly string _hash;

    private DigestSecret(string username, string realm, DigestAlgorithm algorithm, string hash)
    {
        Username = username;
        Realm = realm;
        Algorithm = algorithm;
        _hash = hash;
    }

    public string Username { get; }

    public string Realm { get; }

    /// <summary>What the hash was made with: it proves nothing to a challenge of the other.</summary>
    public DigestAlgorithm Algorithm { get; }

    public static DigestSecret Of(string username, string password, string realm, DigestAlgorithm algorithm) =>
        new(username, realm, algorithm, DigestHash.Hex(algorithm, $"{username}:{realm}:{password}"));

    /// <summary>Answers a challenge of this realm and algorithm.</summary>
    /// <param name="challenge">What was asked.</param>
    /// <param name="method">Of the request that will carry the answer.</param>
    /// <param name="uri">Its Request-URI, as it is written.</param>
    /// <param name="body">Its body, which auth-int protects.</param>
    /// <param name="counter">How often this nonce has been used, this time included; from 1.</param>
    /// <param name="clientNonce">Ours: random, for each answer.</param>
    public DigestAnswer Answer(DigestChallenge challenge, SipMethod method, string uri, ReadOnlySpan<byte> body, int counter, string clientNonce)
    {
        var answer = new DigestAnswer(Username, challenge.Realm, challenge.Nonce, uri)
        {
            Algorithm = challenge.Algorithm,
            IsSession = challenge.IsSession,

            // The body is protected only where nothing less is accepted: proxies on the way change bodies.
            Qop = challenge.Qop.HasFlag(DigestQop.Auth) ? DigestQop.Auth : challenge.Qop,
            Opaque = challenge.Opaque,
            ClientNonce = challenge.Qop == DigestQop.None ? null : clientNonce,
            Counter = challenge.Qop == DigestQop.None ? 0 : counter,
        };
        return answer with { Response = Expected(answer, method, body) };
    }

    /// <summary>
    /// Whether the answer proves the password for this very request. The nonce's age, its counter's novelty and that
    /// the URI is the request's are judged by who issued it.
    /// </summary>
    public bool Verifies(DigestAnswer answer, SipMethod method, ReadOnlySpan<byte> body) =>
        answer.Username == Username && answer.Realm == Realm && answer.Algorithm == Algorithm
        && DigestHash.AreEqual(answer.Response, Expected(answer, method, body));

    private string Expected(DigestAnswer answer, SipMethod method, ReadOnlySpan<byte> body)
    {
        var secret = answer.IsSession ? DigestHash.Hex(Algorithm, $"{_hash}:{answer.Nonce}:{answer.ClientNonce}") : _hash;
        var request = answer.Qop == DigestQop.AuthInt
            ? $"{method}:{answer.Uri}:{DigestHash.Hex(Algorithm, body)}"
            : $"{method}:{answer.Uri}";
        var what = DigestHash.Hex(Algorithm, request);
        return DigestHash.Hex(Algorithm, answer.Qop == DigestQop.None
            ? $"{secret}:{answer.Nonce}:{what}"
            : $"{secret}:{answer.Nonce}:{answer.Counter:x8}:{answer.ClientNonce}:{DigestFields.NameOf(answer.Qop)}:{what}");
    }
}
