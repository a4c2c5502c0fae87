using System.Net;
using System.Security.Cryptography;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary>
/// Asks who somebody is and judges the answers (RFC 3261 section 22.2, RFC 8760): SHA-256 before MD5, <c>qop=auth</c> alone.
/// What it takes to judge is the same for names that exist and for those that do not. In the loop alone.
/// </summary>
internal sealed class DigestServer
{
    private static readonly DigestAlgorithm[] Algorithms = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5];

    private readonly Dictionary<(string Name, DigestAlgorithm Algorithm), DigestSecret> _secrets = [];
    private readonly Dictionary<DigestAlgorithm, DigestSecret> _nobody = [];
    private readonly DigestAlgorithm[] _asked;
    private readonly DigestNonces _nonces;
    private readonly DigestCounters _counters;

    /// <param name="realm">Whose passwords are asked for.</param>
    /// <param name="accounts">Names and their passwords.</param>
    /// <param name="md5Alone">Whether nothing but MD5 is asked for.</param>
    /// <param name="time">Real time.</param>
    public DigestServer(string realm, IEnumerable<(string Name, string Password)> accounts, bool md5Alone, TimeProvider time)
    {
        Realm = realm;
        _asked = md5Alone ? [DigestAlgorithm.Md5] : Algorithms;
        _nonces = new DigestNonces(time);
        _counters = new DigestCounters(time);
        foreach (var (name, password) in accounts)
        {
            foreach (var algorithm in Algorithms) _secrets.Add((name, algorithm), DigestSecret.Of(name, password, realm, algorithm));
        }

        foreach (var algorithm in Algorithms) _nobody.Add(algorithm, DigestSecret.Of("", RandomNumberGenerator.GetHexString(32), realm, algorithm));
    }

    public string Realm { get; }

    /// <summary>Nonces that are remembered because they were answered rightly.</summary>
    public int Remembered => _counters.Count;

    /// <summary>What a request proves, and of whom. One with the right password is taken: the same again is stale.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="name">Who proved to know the password; null where nobody did.</param>
    /// <param name="isOfSource">Whether the answer, right or wrong, holds a nonce that we gave to that very source: so the source is not made up.</param>
    public DigestVerdict Judge(SipRequest request, IPAddress source, out string? name, out bool isOfSource)
    {
        (name, isOfSource) = (null, false);
        if (AnswerOf(request) is not { } answer) return DigestVerdict.Missing;
        isOfSource = _nonces.IsOurs(answer.Nonce, source);
        var isKnown = _secrets.TryGetValue((answer.Username, answer.Algorithm), out var secret);
        secret ??= _nobody[answer.Algorithm];
        var isProven = secret.Verifies(answer with { Username = secret.Username }, request.Method, []);
        if (!isProven || !isKnown || answer.Qop != DigestQop.Auth || answer.IsSession) return DigestVerdict.Wrong;

        // A nonce of before a restart, or of another source, was answered with the right password all the same.
        if (!_nonces.IsGood(answer.Nonce, source) || !_counters.Take(answer.Nonce, answer.Counter)) return DigestVerdict.Stale;
        name = answer.Username;
        return IsFor(answer, request) ? DigestVerdict.Right : DigestVerdict.OtherUri;
    }

    /// <summary>Whether a request holds credentials for our realm, right or wrong.</summary>
    public bool IsAnswered(SipRequest request) => AnswerOf(request) is not null;

    /// <summary>The Request-URI that a request's credentials for our realm were made for; null where it has none.</summary>
    public string? UriOf(SipRequest request) => AnswerOf(request)?.Uri;

    /// <summary>The challenges of one refusal, the one to be preferred first (RFC 8760 section 2.3); they share a nonce.</summary>
    public IReadOnlyList<DigestChallenge> Challenges(IPAddress source, bool isStale)
    {
        var nonce = _nonces.Issue(source);
        return [.. _asked.Select(algorithm => new DigestChallenge(Realm, nonce) { Algorithm = algorithm, Qop = DigestQop.Auth, IsStale = isStale })];
    }

    private DigestAnswer? AnswerOf(SipRequest request)
    {
        foreach (var text in request.Headers.GetAll("Authorization"))
        {
            if (DigestAnswer.TryParse(text, out var answer) && answer.Realm == Realm) return answer;
        }

        return null;
    }

    /// <summary>
    /// An answer is made for one Request-URI (RFC 7616 section 3.4.6). Proxies may have written it another way since (RFC 3261 section 22.4,
    /// item 6), and phones leave parameters out: what counts is whom it names. That an answer is good once holds all the same.
    /// </summary>
    private static bool IsFor(DigestAnswer answer, SipRequest request) =>
        answer.Uri == request.RequestUriText
        || (SipUri.TryParse(answer.Uri, out var uri) && request.RequestUri is { } own
            && (uri.IsEquivalentTo(own) || (uri.IsSip && own.IsSip && uri.User == own.User)));
}
