using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Sip.Registration;

/// <summary>
/// Answers challenges with one name and password (RFC 3261 section 22, RFC 8760), and puts what was accepted on the requests
/// that follow, each nonce counted on (RFC 7616 section 3.3). In the loop alone.
/// </summary>
internal sealed class DigestClient(string username, string password)
{
    private const string Authenticate = "WWW-Authenticate";
    private const string ProxyAuthenticate = "Proxy-Authenticate";

    /// <summary>Realms remembered: those of the trunk and the proxies on the way, not whatever somebody makes up.</summary>
    private const int MostRealms = 8;

    private readonly Dictionary<(string Header, string Realm), Known> _known = [];

    /// <summary>
    /// Learns a 401's or 407's challenges; false when another try would be no better: there is none that we know how to
    /// answer, or what was answered was refused though its nonce was not stale, which is a wrong password.
    /// </summary>
    /// <param name="refused">The request, with what it answered.</param>
    /// <param name="refusal">The 401 or 407.</param>
    public bool Learn(SipRequest refused, SipResponse refusal)
    {
        var (asked, header) = refusal.Status == 401 ? (Authenticate, "Authorization") : (ProxyAuthenticate, "Proxy-Authorization");
        var challenges = DigestChallenge.Choose(refusal.Headers.GetAll(asked));
        var answered = refused.Headers.GetAll(header)
            .Select(text => DigestAnswer.TryParse(text, out var answer) ? answer : null)
            .OfType<DigestAnswer>().ToList();
        var isNew = false;
        foreach (var challenge in challenges)
        {
            // An answer that was counted on from an earlier request may be too old although nobody says so; a first one is not.
            if (!challenge.IsStale && answered.Exists(answer => answer.Realm == challenge.Realm && IsFirstUse(header, answer))) return false;
            if (_known.Count >= MostRealms && !_known.ContainsKey((header, challenge.Realm))) continue;
            _known[(header, challenge.Realm)] = new Known(challenge, DigestSecret.Of(username, password, challenge.Realm, challenge.Algorithm));
            isNew = true;
        }

        return isNew;
    }

    /// <summary>Puts an answer to every challenge known on a request, in place of those it has.</summary>
    public void Authorize(SipRequest request)
    {
        request.Headers.Remove("Authorization");
        request.Headers.Remove("Proxy-Authorization");
        foreach (var ((header, _), known) in _known)
        {
            known.Counter++;
            var answer = known.Secret.Answer(known.Challenge, request.Method, request.RequestUriText, request.Body.Span, known.Counter, Tokens.Branch());
            request.Headers.Add(header, answer.ToString());
        }
    }

    /// <summary>Whether its nonce is the one known now and was used for it alone: another request may have brought a newer one meanwhile.</summary>
    private bool IsFirstUse(string header, DigestAnswer answer) =>
        _known.TryGetValue((header, answer.Realm), out var known) && known.Challenge.Nonce == answer.Nonce && known.Counter <= 1;

    private sealed class Known(DigestChallenge challenge, DigestSecret secret)
    {
        public DigestChallenge Challenge { get; } = challenge;

        public DigestSecret Secret { get; } = secret;

        /// <summary>How often the nonce was used.</summary>
        public int Counter { get; set; }
    }
}
