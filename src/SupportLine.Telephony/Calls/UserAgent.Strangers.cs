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

    public StrangerWatch Strangers { get; }

    /// <summary>Every message. In the loop.</summary>
    public void Receive(SipMessage message, Flow flow)
    {
        if (message is SipRequest request && !IsKnown(flow.Remote.Address) && !IsOfACall(request))
        {
            OnStranger(request, flow);
            return;
        }

        Transactions.Receive(message, flow);
    }

    /// <summary>How a source is met, before anything of it is read. From any thread.</summary>
    public Admission Admits(IPAddress source) =>
        IsKnown(source) ? Admission.Known : Strangers.IsBanned(source) ? Admission.Silence : Admission.Stranger;

    private bool IsKnown(IPAddress source) =>
        IPAddress.IsLoopback(source)
        || Options.Allow.Any(network => network.Contains(source))
        || TrunkOf(source) is not null
        || Trunks.Any(link => link.IsAt(source));

    /// <summary>An engineer's phone hangs up from wherever it is.</summary>
    private bool IsOfACall(SipRequest request) =>
        request.To?.Tag is { } tag && _dialogs.ContainsKey(new DialogId(request.CallId, tag, request.From?.Tag ?? ""));

    private void OnStranger(SipRequest request, Flow flow)
    {
        if (request.Method == SipMethod.Ack) return;
        var source = flow.Remote.Address;
        var scanner = Scanners.NameIn(request.Headers.Get("User-Agent"));
        if (Strangers.Count(source, !flow.IsUnreliable, scanner) is { } ban)
        {
            LogBanned(source, ban.Until, ban.Why);
            return;
        }

        if (scanner is not null || !MessageValidator.CanBeAnswered(request)) return;
        var refusal = SipResponse.For(request, 403, TagFor(request));
        if (flow.IsUnreliable && refusal.ToBytes().Length > request.Received) return;
        Transactions.Transport.Send(refusal, ResponseRoute.For(request, flow));
    }

    private string TagFor(SipRequest request) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_tagKey, Encoding.UTF8.GetBytes($"{request.CallId} {request.TopVia?.Branch} {request.CSeq}")).AsSpan(0, 6));

    [LoggerMessage(1205, LogLevel.Warning, "{Source} is met with silence until {Until:u}: {Why}")]
    private partial void LogBanned(IPAddress source, DateTimeOffset until, string why);
}
