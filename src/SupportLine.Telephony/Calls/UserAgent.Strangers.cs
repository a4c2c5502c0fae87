using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls.Strangers;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// Who is neither a trunk nor allowed, and is in no call of ours, is a stranger: refused without any state, so that nothing is
/// sent again to a source that may be made up, and with no more than came.
/// </summary>
internal sealed partial class UserAgent
{
    /// <summary>Makes the tag of a refusal, the same for a request that comes again (RFC 3261 section 8.2.7).</summary>
    private readonly byte[] _tagKey = RandomNumberGenerator.GetBytes(16);

    /// <summary>Addresses that calls stand with or ring at, and how many. Written in the loop, read from any thread.</summary>
    private readonly ConcurrentDictionary<IPAddress, int> _partners = [];

    private readonly LogLimit _logged;

    public StrangerWatch Strangers { get; }

    /// <summary>Every message. In the loop.</summary>
    public void Receive(SipMessage message, Flow flow)
    {
        if (message is not SipRequest request || MayEnter(request, flow)) Transactions.Receive(message, flow);
    }

    /// <summary>How a source is met, before anything of it is read. From any thread.</summary>
    public Admission Admits(IPAddress source) =>
        IsKnown(source) ? Admission.Known : Strangers.IsBanned(source) && !_partners.ContainsKey(source) ? Admission.Silence : Admission.Stranger;

    /// <summary>Whose address a ban by datagrams, which anybody may have written, does not fall on: a call stands with it, or a phone is registered there.</summary>
    private bool IsWithUs(IPAddress source) => _partners.ContainsKey(source) || Phones?.IsAt(source) == true;

    private bool IsKnown(IPAddress source) =>
        IPAddress.IsLoopback(source)
        || Options.Allow.Any(network => network.Contains(source))
        || TrunkOf(source) is not null
        || Trunks.Any(link => link.IsAt(source));

    /// <summary>An engineer's phone hangs up from wherever it is.</summary>
    private bool IsOfACall(SipRequest request) =>
        request.To?.Tag is { } tag && _dialogs.ContainsKey(new DialogId(request.CallId, tag, request.From?.Tag ?? ""));

    /// <summary>Whether a request goes on to the transactions; one that does not has been met here.</summary>
    private bool MayEnter(SipRequest request, Flow flow)
    {
        var isKnown = IsKnown(flow.Remote.Address);
        var mustProve = MustProve(request, flow.Remote.Address, isKnown);
        if ((isKnown && !mustProve) || IsOfACall(request)) return true;
        if (Phones is not null && Transactions.Knows(request)) return true;
        if (!isKnown && Strangers.IsBanned(flow.Remote.Address)) return false;
        if (mustProve) return Proves(request, flow, isKnown);
        if (request.Method != SipMethod.Ack && IsHeard(request, flow, !flow.IsUnreliable, isWrong: false)) TrySend(SipResponse.For(request, 403, TagFor(request)), request, flow);
        return false;
    }

    /// <summary>Whether a stranger's request gets an answer at all; it is counted, and may end in a ban.</summary>
    /// <param name="request">What came.</param>
    /// <param name="flow">How.</param>
    /// <param name="isProven">Whether its source can not be made up.</param>
    /// <param name="isWrong">Whether it gave a wrong password.</param>
    private bool IsHeard(SipRequest request, Flow flow, bool isProven, bool isWrong)
    {
        var source = flow.Remote.Address;
        var scanner = Scanners.NameIn(request.Headers.Get("User-Agent"));

        // What a phone of ours asks for and may not have is no attack, nor what others ask from behind its NAT.
        var isCounted = isWrong || scanner is not null || Phones?.IsAt(source) != true;
        if (isCounted && Strangers.Count(source, isProven, scanner) is { } ban)
        {
            if (MayLog()) LogBanned(source, ban.Until, ban.Why);
            return false;
        }

        return scanner is null && MessageValidator.CanBeAnswered(request);
    }

    /// <summary>Sends a refusal, unless it is longer than what a datagram brought: its source may be made up.</summary>
    private bool TrySend(SipResponse refusal, SipRequest request, Flow flow)
    {
        if (flow.IsUnreliable && refusal.ToBytes().Length > request.Received) return false;
        Transactions.Transport.Send(refusal, ResponseRoute.For(request, flow));
        return true;
    }

    private string TagFor(SipRequest request) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_tagKey, Encoding.UTF8.GetBytes($"{request.CallId} {request.TopVia?.Branch} {request.CSeq}")).AsSpan(0, 6));

    /// <summary>Whether a line about a stranger is written; what was left out is said before the next one that is.</summary>
    private bool MayLog()
    {
        if (!_logged.Admits(out var passedOver)) return false;
        if (passedOver > 0) LogPassedOver(passedOver);
        return true;
    }

    [LoggerMessage(1207, LogLevel.Warning, "{Source} is met with silence until {Until:u}: {Why}")]
    private partial void LogBanned(IPAddress source, DateTimeOffset until, string why);

    [LoggerMessage(1208, LogLevel.Warning, "{Count} more lines about strangers were left out")]
    private partial void LogPassedOver(long count);
}
