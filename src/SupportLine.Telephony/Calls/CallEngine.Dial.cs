using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>Placing calls.</summary>
public sealed partial class CallEngine
{
    public async Task<DialResult> DialAsync(DialRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var dialled = await _loop.AskAsync(() => Dial(request));
        if (dialled.Call is not { } call)
        {
            return dialled.Refused!;
        }

        await using var cancel = ct.Register(() => _loop.Post(() => call.Cancel(new DialResult.Cancelled())));
        return await call.Result;
    }

    private (OutboundCall? Call, DialResult? Refused) Dial(DialRequest request)
    {
        if (Target(request.Target) is not var (uri, remote))
        {
            return (null, new DialResult.Failed(0, $"'{request.Target}' is neither a SIP address that can be reached nor a number that a trunk takes"));
        }

        if (_agent.Draining || _agent.Legs >= _options.MaxCalls)
        {
            return (null, new DialResult.Failed(0, "all lines are in use"));
        }

        if (_transport.FlowTo(TransportKind.Udp, remote) is not { } flow)
        {
            return (null, new DialResult.Failed(0, $"nothing we listen on reaches {remote}"));
        }

        var id = request.LegId ?? LegId.New(_time);
        if (_media.Open(id, flow.Local.Address, remote) is not { } media)
        {
            return (null, new DialResult.Failed(0, "no media port is free"));
        }

        var contact = _agent.ContactFor(flow);
        var invite = Invite(request, uri, flow, contact);
        invite.SetBody("application/sdp", media.CreateOffer());
        var call = new OutboundCall(_agent, id, media, invite, flow, contact, request.Target);
        _agent.CountLeg();
        call.Start(request.RingFor);
        return (call, null);
    }

    private SipRequest Invite(DialRequest request, SipUri uri, Flow flow, string contact)
    {
        var (host, _) = _transport.Advertised(flow);
        var from = new NameAddress(request.CallerName, SipUri.Sip(request.CallerNumber, host), Parameters.None).WithTag(Tokens.Tag());
        var invite = new SipRequest(SipMethod.Invite, uri.ToString());
        invite.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, from.ToString())
            .Add(HeaderName.To, new NameAddress("", uri, Parameters.None).ToString())
            .Add(HeaderName.CallId, Tokens.CallId())
            .Add(HeaderName.CSeq, new CSeq(1, SipMethod.Invite).ToString())
            .Add(HeaderName.Contact, contact)
            .Add("Allow", UserAgent.Allow)
            .Add("User-Agent", _options.UserAgent);
        return invite;
    }

    /// <summary>A configured SIP address by itself; a number by the first trunk that takes calls.</summary>
    private (SipUri Uri, IPEndPoint Remote)? Target(string target)
    {
        if (SipUri.TryParse(target, out var uri) && uri.IsSip)
        {
            return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
                ? (uri, new IPEndPoint(address, uri.Port != 0 ? uri.Port : 5060))
                : null;
        }

        var number = target.Replace(" ", "", StringComparison.Ordinal);
        var trunk = _options.Trunks.FirstOrDefault(trunk => trunk.Destination is not null);
        return trunk?.Destination is { } destination && number.Length > 1 && number.TrimStart('+').All(char.IsAsciiDigit)
            ? (SipUri.Sip(number, destination.Address.ToString(), destination.Port), destination)
            : null;
    }
}
