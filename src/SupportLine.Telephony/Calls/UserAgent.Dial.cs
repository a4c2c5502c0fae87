using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>We phone somebody.</summary>
internal sealed partial class UserAgent
{
    /// <summary>Sends the INVITE, or says why none is sent.</summary>
    public (OutboundCall? Call, DialResult? Refused) Dial(DialRequest request)
    {
        if (Target(request.Target) is not var (uri, kind, remote, trunk))
        {
            return (null, new DialResult.Failed(0, $"'{request.Target}' is neither a SIP address that can be reached nor a number that a trunk takes"));
        }

        if (Draining || Legs >= Options.MaxCalls)
        {
            return (null, new DialResult.Failed(0, "all lines are in use"));
        }

        if (Transactions.Transport.FlowTo(kind, remote) is not { } flow)
        {
            return (null, new DialResult.Failed(0, $"nothing we listen on reaches {remote} by {Flow.NameOf(kind)}"));
        }

        if (EncryptionFor(Options.Trunks.FirstOrDefault(known => known.Name == trunk) ?? TrunkOf(remote.Address), flow) is not { } encryption)
        {
            return (null, new DialResult.Failed(0, $"the audio must be encrypted, and its keys may not go over {flow.Name}"));
        }

        var id = request.LegId ?? LegId.New(Loop.Time);
        if (_media.Open(id, flow.Local.Address, remote, encryption) is not { } media)
        {
            LogNoPorts(id);
            return (null, new DialResult.Failed(0, "no media port is free"));
        }

        var contact = ContactFor(flow);
        var invite = Invite(request, uri, flow, contact);
        invite.SetBody("application/sdp", media.CreateOffer());
        var party = new CallParty(uri.User.Length > 0 ? uri.User : uri.Host, "", Trusted: true, trunk);
        var call = new OutboundCall(this, id, media, invite, flow, contact, party);
        Count(call);
        LogDialling(id, uri, remote);
        call.Start(request.RingFor);
        return (call, null);
    }

    private SipRequest Invite(DialRequest request, SipUri uri, Flow flow, string contact)
    {
        var (host, _) = Transactions.Transport.Advertised(flow);
        var from = new NameAddress(request.CallerName, SipUri.Sip(request.CallerNumber, host), Parameters.None).WithTag(Tokens.Tag());
        var invite = new SipRequest(SipMethod.Invite, uri.ToString());
        invite.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, from.ToString())
            .Add(HeaderName.To, new NameAddress("", uri, Parameters.None).ToString())
            .Add(HeaderName.CallId, Tokens.CallId())
            .Add(HeaderName.CSeq, new CSeq(1, SipMethod.Invite).ToString())
            .Add(HeaderName.Contact, contact)
            .Add("Allow", Allow)
            .Add("Supported", Supported)
            .Add("Session-Expires", ((int)Options.SessionInterval.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            .Add("Min-SE", SessionExpires.Least.ToString(CultureInfo.InvariantCulture))
            .Add("User-Agent", Options.UserAgent);
        return invite;
    }

    /// <summary>A configured SIP address by itself; a number by the first trunk that takes calls.</summary>
    private (SipUri Uri, TransportKind Kind, IPEndPoint Remote, string? Trunk)? Target(string target)
    {
        if (SipUri.TryParse(target, out var uri) && uri.IsSip)
        {
            var kind = uri.TransportKind() ?? TransportKind.Udp;
            return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
                ? (uri, kind, new IPEndPoint(address, uri.PortFor(kind)), null)
                : null;
        }

        var number = target.Replace(" ", "", StringComparison.Ordinal);
        if (Options.Trunks.FirstOrDefault(trunk => trunk.Destination is not null) is not { Destination: { } destination } trunk
            || number.Length < 2 || !number.TrimStart('+').All(char.IsAsciiDigit))
        {
            return null;
        }

        var by = trunk.Transport == "udp" ? Parameters.None : Parameters.None.With("transport", trunk.Transport);
        uri = SipUri.Sip(number, Host(destination.Address), destination.Port, by);
        return (uri, uri.TransportKind() ?? TransportKind.Udp, destination, trunk.Name);
    }

    private static string Host(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    [LoggerMessage(1204, LogLevel.Information, "Call {CallId} to {Target} by {Remote}")]
    private partial void LogDialling(string callId, SipUri target, IPEndPoint remote);
}
