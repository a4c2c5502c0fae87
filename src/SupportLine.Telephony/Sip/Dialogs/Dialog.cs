using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Dialogs;

/// <summary>What two user agents share beyond one request (RFC 3261 section 12). Touched in the loop alone.</summary>
internal sealed partial class Dialog
{
    private readonly NameAddress _local;
    private readonly NameAddress _remote;
    private List<NameAddress> _routeSet;
    private uint _localCSeq;
    private uint? _remoteCSeq;

    /// <summary>Whether the far end of the way listens, other than that of a connection which the peer opened.</summary>
    private bool _listens;

    private Dialog(DialogId id, NameAddress local, NameAddress remote, SipUri remoteTarget, List<NameAddress> routeSet, Flow flow, string contact)
    {
        Id = id;
        _local = local;
        _remote = remote;
        RemoteTarget = remoteTarget;
        _routeSet = routeSet;
        Flow = flow;
        Contact = contact;
    }

    public DialogId Id { get; }

    /// <summary>Whether we began it, and so made its Call-ID.</summary>
    public bool IsClient { get; private init; }

    /// <summary>The peer's Contact: where requests in the dialog are addressed.</summary>
    public SipUri RemoteTarget { get; private set; }

    /// <summary>The way the dialog began on, or its last target refresh came by; the next hop's address may replace its far end.</summary>
    public Flow Flow { get; private set; }

    /// <summary>
    /// Whether requests take that very way although the target lies elsewhere: to a phone of ours, through the NAT that it opened
    /// (as RFC 5626 section 5.3 has it). A route that was recorded goes before.
    /// </summary>
    public bool StaysOnFlow { get; init; }

    /// <summary>What answers the challenges of those on the way; null where nobody asks.</summary>
    public DigestClient? Digest { get; set; }

    /// <summary>Our Contact header.</summary>
    public string Contact { get; }

    /// <summary>As the one who was called (section 12.1.1): the route set is Record-Route in its order.</summary>
    public static Dialog OfServer(SipRequest invite, Flow flow, string localTag, string contact, bool staysOnFlow = false)
    {
        var dialog = new Dialog(
            new DialogId(invite.CallId, localTag, invite.From!.Tag ?? ""),
            invite.To!.WithTag(localTag),
            invite.From,
            invite.Contact?.Uri ?? invite.From.Uri,
            [.. invite.Addresses(HeaderName.RecordRoute)],
            flow,
            contact)
        {
            StaysOnFlow = staysOnFlow,
            _remoteCSeq = invite.CSeq!.Value.Number,
        };
        return dialog;
    }

    /// <summary>As the one who calls (section 12.1.2): the route set is Record-Route reversed.</summary>
    /// <param name="invite">Our INVITE.</param>
    /// <param name="response">What began the dialog.</param>
    /// <param name="flow">The way the INVITE went.</param>
    /// <param name="contact">Our Contact header.</param>
    /// <param name="staysOnFlow">As <see cref="StaysOnFlow"/>.</param>
    /// <param name="listens">Whether that way leads to where somebody listens, not by a connection that a phone opened.</param>
    public static Dialog OfClient(SipRequest invite, SipResponse response, Flow flow, string contact, bool staysOnFlow = false, bool listens = true)
    {
        var dialog = new Dialog(
            new DialogId(invite.CallId, invite.From!.Tag!, response.To!.Tag ?? ""),
            invite.From,
            response.To,
            response.Contact?.Uri ?? invite.RequestUri!,
            [.. response.Addresses(HeaderName.RecordRoute).Reverse()],
            flow,
            contact)
        {
            IsClient = true,
            StaysOnFlow = staysOnFlow,
            _listens = listens,
            _localCSeq = invite.CSeq!.Value.Number,
        };
        return dialog;
    }

    /// <summary>The 2xx to a dialog that a provisional answer began: route set and target are its own (section 13.2.2.4).</summary>
    public void Confirm(SipResponse response)
    {
        _routeSet = [.. response.Addresses(HeaderName.RecordRoute).Reverse()];
        Refresh(response);
    }

    /// <summary>
    /// Whether a request of the peer's is newer than all before it (section 12.2.2); an older one is answered by 500.
    /// </summary>
    public bool Accepts(SipRequest request)
    {
        var number = request.CSeq!.Value.Number;
        if (_remoteCSeq is { } last && number <= last)
        {
            return false;
        }

        _remoteCSeq = number;
        return true;
    }

    /// <summary>
    /// A target refresh of the peer's: who has moved to another network, or opened another connection, is reached there from now on.
    /// Not so where a peer that we reach where it listens has only opened a connection of its own, nor by one message by TCP, which may be no more
    /// than a large one (section 18.1.1).
    /// </summary>
    public void Refresh(SipRequest request, Flow arrival)
    {
        var isMove = !_listens || !arrival.Remote.Address.Equals(Flow.Remote.Address);
        if (isMove && (arrival.IsUnreliable || !Flow.IsUnreliable))
        {
            Flow = arrival with { Host = Flow.Host, IsOnlyWay = Flow.IsOnlyWay };
            _listens = false;
        }

        Refresh(request);
    }

    /// <summary>A target refresh (section 12.2.1.2): re-INVITE and UPDATE may bring a new Contact.</summary>
    public void Refresh(SipMessage message)
    {
        if (message.Contact is { } contact)
        {
            RemoteTarget = contact.Uri;
        }
    }
}
