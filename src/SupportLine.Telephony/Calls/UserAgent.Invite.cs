using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls.Trunks;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>A new call comes in.</summary>
internal sealed partial class UserAgent
{
    private void OnInvite(ServerTransaction transaction)
    {
        var request = transaction.Request;
        // Said at once: whoever sent it stops sending it again (section 17.2.1).
        transaction.Respond(SipResponse.For(request, 100));
        if (RefusedOutright(transaction))
        {
            return;
        }

        var identity = Identify(request, transaction.Arrival);
        var replaced = Replaced(transaction, identity.Party, out var isRefused);
        if (isRefused) return;
        if (replaced is null && !Serves(identity))
        {
            LogUnknownNumber(identity.Dialled, transaction.Arrival.Remote);
            Refuse(transaction, 404);
            return;
        }

        if (LinkOf(transaction.Arrival.Remote.Address) is { } link && !link.HasRoom(CallsBy(link.Trunk), isOnCall: false))
        {
            LogNoChannel(link.Trunk.Name);
            RefuseForLoad(transaction);
            return;
        }

        var id = LegId.New(Loop.Time);
        if (EncryptionFor(TrunkOf(transaction.Arrival.Remote.Address), transaction.Arrival) is not { } encryption)
        {
            LogNoKeys(id, transaction.Arrival.Name);
            Refuse(transaction, 488);
            return;
        }

        var media = _media.Open(id, transaction.Arrival.Local.Address, transaction.Arrival.Remote, encryption);
        if (media is null)
        {
            LogNoPorts(id);
            RefuseForLoad(transaction);
            return;
        }

        byte[]? answer = null;
        var offer = SessionText.Of(request);
        if (!offer.IsEmpty && !media.TryAnswer(offer, transaction.Arrival.Remote, out answer))
        {
            media.End(new CallEnd(CallEndKind.Rejected, 488));
            Refuse(transaction, 488);
            return;
        }

        var call = new InboundCall(this, id, media, transaction, answer, identity) { TakesPlaceOf = replaced };
        Count(call);
        Remember(call.Dialog!, call);
        _ringing[transaction.Key] = call;
        LogIncoming(id, identity.Party.Number, identity.Dialled, transaction.Arrival.Remote);
        _incoming(call);
    }

    /// <summary>The site's phones reach each other too.</summary>
    private bool Serves(CallIdentity identity) => _serves(identity.Dialled) || (identity.Party.Phone is not null && Phones?.Has(identity.Dialled) == true);

    /// <summary>Whose calls come from there; those of a trunk we are registered with come from where it is.</summary>
    private TrunkLink? LinkOf(IPAddress source) => Trunks.FirstOrDefault(link =>
        link.Trunk.Sources.Any(network => network.Contains(source)) || (link.Trunk.RegisterFor is not null && link.IsAt(source)));

    private Trunk? TrunkOf(IPAddress source) => LinkOf(source)?.Trunk;

    /// <summary>Who calls and what was dialled, both as the trunk writes numbers.</summary>
    private CallIdentity Identify(SipRequest request, Flow arrival)
    {
        var trunk = TrunkOf(arrival.Remote.Address);
        if (request.ProvenFrom is { } phone)
        {
            // Whatever From says: the password said who it is.
            return new CallIdentity(new CallParty(phone, SipGrammar.Printable(request.From!.Display), Trusted: false, trunk?.Name) { Phone = phone }, DialledOf(request, DialledFrom.RequestUri));
        }

        string Read(string number) => trunk?.Numbers?.Read(number) ?? number;
        var caller = CallerId.Of(request, trunk is { Trusted: true });
        var party = new CallParty(Read(caller.Number), caller.Name, caller.IsVouchedFor, trunk?.Name);
        return new CallIdentity(party, Read(DialledOf(request, trunk?.Dialled ?? DialledFrom.RequestUri)));
    }

    /// <summary>The number that was dialled, where the trunk writes it; where it has not, the Request-URI's.</summary>
    private static string DialledOf(SipRequest request, DialledFrom from) => WithoutAfterDial(from switch
    {
        DialledFrom.To => request.To!.Uri.Number,
        DialledFrom.Diversion => request.Addresses("Diversion").FirstOrDefault()?.Uri.Number,
        DialledFrom.HistoryInfo => request.Addresses("History-Info").SkipLast(1).LastOrDefault()?.Uri.Number,
        _ => null,
    } is { Length: > 0 } dialled ? dialled : request.RequestUri!.Number);

    /// <summary>
    /// Without what is to be keyed once somebody answers (<c>5000,,4711</c>, <c>5000;postd=4711</c>): phones that send it along would have a PIN
    /// stand in the log.
    /// </summary>
    public static string WithoutAfterDial(string number) => number.IndexOfAny([',', ';']) is > 0 and var end ? number[..end] : number;

    [LoggerMessage(1201, LogLevel.Information, "Call {CallId} from {Caller} to {Dialled} by {Remote}")]
    private partial void LogIncoming(string callId, string caller, string dialled, IPEndPoint remote);

    [LoggerMessage(1202, LogLevel.Warning, "Nobody answers {Dialled}, dialled by {Remote}")]
    private partial void LogUnknownNumber(string dialled, IPEndPoint remote);

    [LoggerMessage(1206, LogLevel.Warning, "Trunk {Trunk} has no channel left for a caller")]
    private partial void LogNoChannel(string trunk);

    [LoggerMessage(1203, LogLevel.Error, "Call {CallId} refused: no media port is free")]
    private partial void LogNoPorts(string callId);
}
