using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// Who says that he is a phone of ours proves it (RFC 3261 section 22), and is asked without any state. Whether there is a phone of
/// that name, an answer does not tell.
/// </summary>
internal sealed partial class UserAgent
{
    /// <summary>
    /// What a registration or a new call has to prove before it is taken: a stranger's always; of those whom the operator named, what
    /// claims to be a phone's. A trunk's own numbers may look like names of phones: it is believed.
    /// </summary>
    private bool MustProve(SipRequest request, IPAddress source, bool isKnown)
    {
        if (Phones is null || (isKnown && MessageValidator.Check(request, out _) != 0)) return false;
        if (request.Method == SipMethod.Register) return true;
        return request.Method == SipMethod.Invite && request.To?.Tag is null
            && (!isKnown || Phones.Digest.IsAnswered(request) || (Phones.Has(request.From!.Uri.User) && TrunkOf(source) is null));
    }

    /// <summary>Whether it proves who sent it, which is noted on it; where it does not, its sender is asked.</summary>
    private bool Proves(SipRequest request, Flow flow, bool isKnown)
    {
        var source = flow.Remote.Address;
        var verdict = Phones!.Digest.Judge(request, source, out var name, out var isOfSource);
        if (verdict is DigestVerdict.Right or DigestVerdict.OtherUri)
        {
            // Who knows the password is no stranger, whatever became of the Request-URI on the way.
            request.ProvenFrom = name;
            Strangers.Forgive(source);
            if (verdict == DigestVerdict.OtherUri) RefuseOtherUri(request, flow, name!);
            return verdict == DigestVerdict.Right;
        }

        // A wrong answer to what we asked there proves the source. To be asked is nothing bad: by a connection too it counts as a datagram.
        var isWrong = verdict == DigestVerdict.Wrong && isOfSource;
        if (isWrong && MayLog()) LogWrong(source, request.From?.Uri.User);
        if (isKnown || IsHeard(request, flow, isWrong, isWrong)) Challenge(request, flow, verdict == DigestVerdict.Stale, isKnown);
        return false;
    }

    /// <summary>An answer that was made for somebody else than the request names (RFC 7616 section 3.4.6) is no guess at a password, and not counted.</summary>
    private void RefuseOtherUri(SipRequest request, Flow flow, string name)
    {
        if (MayLog()) LogOtherUri(flow.Remote.Address, name, Phones!.Digest.UriOf(request), request.RequestUriText);
        if (MessageValidator.CanBeAnswered(request)) TrySend(SipResponse.For(request, 400, TagFor(request), "Made For Another Address"), request, flow);
    }

    /// <summary>With both algorithms; where that is longer than what came, with the one that every phone has, or not at all.</summary>
    private void Challenge(SipRequest request, Flow flow, bool isStale, bool isKnown)
    {
        var challenges = Phones!.Digest.Challenges(flow.Remote.Address, isStale);
        for (var from = 0; from < challenges.Count; from++)
        {
            var refusal = SipResponse.For(request, 401, TagFor(request));
            foreach (var challenge in challenges.Skip(from)) refusal.Headers.Add("WWW-Authenticate", challenge.ToString());
            if (isKnown) Transactions.Transport.Send(refusal, ResponseRoute.For(request, flow));
            if (isKnown || TrySend(refusal, request, flow)) return;
        }
    }

    [LoggerMessage(1603, LogLevel.Warning, "{Source} gave a wrong name or password for {Phone}")]
    private partial void LogWrong(IPAddress source, string? phone);

    [LoggerMessage(1604, LogLevel.Warning, "{Source} gave the right password of {Phone}, but for {Answered}, and asked for {Asked}: does a proxy before it change whom it asks for?")]
    private partial void LogOtherUri(IPAddress source, string phone, string? answered, string asked);
}
