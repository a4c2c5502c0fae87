using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls.Trunks;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>We phone somebody.</summary>
internal sealed partial class UserAgent
{
    /// <summary>Servers of one trunk that a call tries; with four seconds each, more would outlast whoever waits.</summary>
    private const int MostTargets = 3;

    /// <summary>
    /// The ways to somebody, in the order to try them: a configured SIP address has one, a number each trunk that takes calls.
    /// Those that are down are left out, unless all are: an emergency is better tried than dropped.
    /// </summary>
    public IReadOnlyList<DialWay> WaysTo(string target)
    {
        if (SipUri.TryParse(target, out var uri) && uri.IsSip)
        {
            var kind = uri.TransportKind() ?? TransportKind.Udp;
            return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
                ? [new DialWay(uri, kind, new IPEndPoint(address, uri.PortFor(kind)), null)]
                : [];
        }

        // As people write it: what was stored before only what can be dialled was taken in is dialled all the same.
        var number = string.Concat(target.Where(c => !char.IsWhiteSpace(c) && !SipUri.VisualSeparators.Contains(c, StringComparison.Ordinal)));
        if (number.Length < 2 || !number.TrimStart('+').All(char.IsAsciiDigit)) return [];
        var taking = Trunks.Where(link => link.Trunk.Destination is not null).ToList();
        var up = taking.Where(link => link.IsUp).ToList();
        return [.. (up.Count > 0 ? up : taking).SelectMany(link => link.Targets.Take(MostTargets).Select(target => WayBy(link, target, number)))];
    }

    /// <summary>Sends the INVITE, or says why none is sent; one that is to be noted before is left to whoever notes it.</summary>
    /// <param name="request">Whom to phone.</param>
    /// <param name="way">By which way.</param>
    /// <param name="hearWithin">How long to wait for any sign of the far end where there is another way; null for as long as it rings.</param>
    /// <exception cref="OperationCanceledException">We close.</exception>
    public (OutboundCall? Call, DialResult? Refused) Dial(DialRequest request, DialWay way, TimeSpan? hearWithin = null)
    {
        if (IsClosing) throw new OperationCanceledException("The line closes.");
        if (Legs >= Options.MaxCalls)
        {
            return (null, new DialResult.Failed(0, "all lines are in use"));
        }

        if (way.Trunk?.HasRoom(CallsBy(way.Trunk.Trunk), request.IsOnCall) == false)
        {
            return (null, new DialResult.Failed(0, $"all channels of trunk {way.Trunk.Trunk.Name} are in use"));
        }

        if ((way.Flow ?? (way.Trunk is { } link ? link.Trunk.FlowTo(way.Remote, Transactions.Transport) : Transactions.Transport.FlowTo(way.Kind, way.Remote))) is not { } flow)
        {
            return (null, new DialResult.Failed(0, $"nothing we listen on reaches {way.Remote} by {Flow.NameOf(way.Kind)}"));
        }

        if (EncryptionFor(way.Trunk?.Trunk ?? TrunkOf(way.Remote.Address), flow) is not { } encryption)
        {
            return (null, new DialResult.Failed(0, $"the audio must be encrypted, and its keys may not go over {flow.Name}"));
        }

        var id = request.LegId ?? LegId.New(Loop.Time);
        if (_media.Open(id, flow.Local.Address, way.Remote, encryption) is not { } media)
        {
            LogNoPorts(id);
            return (null, new DialResult.Failed(0, "no media port is free"));
        }

        var contact = ContactFor(flow);
        var invite = Invite(request, way, flow, contact);
        invite.SetBody("application/sdp", media.CreateOffer());
        var party = new CallParty(way.Phone ?? (way.Uri.User.Length > 0 ? way.Uri.User : way.Uri.Host), "", Trusted: true, way.Trunk?.Trunk.Name) { Phone = way.Phone };
        var call = new OutboundCall(this, id, media, invite, flow, contact, party, way.Trunk?.Digest, request.PartOf) { Listens = (way.Kind, way.Remote) };
        Count(call);
        LogDialling(id, way.Uri, way.Remote);
        if (request.BeforeRing is null) call.Start(request, hearWithin);
        return (call, null);
    }

    private SipRequest Invite(DialRequest request, DialWay way, Flow flow, string contact)
    {
        var (host, _) = Transactions.Transport.Advertised(flow);
        var shown = ShownAs.Of(request, way.Trunk?.Trunk, host);
        var invite = new SipRequest(SipMethod.Invite, way.Uri.ToString());
        foreach (var route in way.Trunk?.Route ?? way.Route) invite.Headers.Add(HeaderName.Route, route);
        invite.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, shown.From.WithTag(Tokens.Tag()).ToString())
            .Add(HeaderName.To, new NameAddress("", way.Phone is { } phone ? SipUri.Sip(phone, host) : way.Uri, Parameters.None).ToString())
            .Add(HeaderName.CallId, Tokens.CallId())
            .Add(HeaderName.CSeq, new CSeq(1, SipMethod.Invite).ToString())
            .Add(HeaderName.Contact, contact)
            .Add("Allow", Allow)
            .Add("Supported", Supported)
            .Add("Session-Expires", ((int)Options.SessionInterval.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            .Add("Min-SE", SessionExpires.Least.ToString(CultureInfo.InvariantCulture))
            .Add("User-Agent", Options.UserAgent);
        shown.WriteTo(invite.Headers);
        return invite;
    }

    private int CallsBy(Trunk trunk) => _calls.Count(call => call.Party.Trunk == trunk.Name);

    private static DialWay WayBy(TrunkLink link, IPEndPoint target, string number)
    {
        var by = link.Trunk.Transport == "udp" ? Parameters.None : Parameters.None.With("transport", link.Trunk.Transport);
        return new DialWay(link.Trunk.UriOf(link.Trunk.Numbers?.Dial(number) ?? number, by), link.Trunk.Kind(), target, link);
    }

    [LoggerMessage(1204, LogLevel.Information, "Call {CallId} to {Target} by {Remote}")]
    private partial void LogDialling(string callId, SipUri target, IPEndPoint remote);
}
