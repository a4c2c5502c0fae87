using System.Net;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Sockets;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// The audio of one leg. Whatever a conversation asks for is posted to the leg's media thread, which alone touches the
/// state of the other files of this class, and comes back by a task.
/// </summary>
internal sealed partial class MediaSession
{
    private readonly OfferAnswer _negotiation;
    private readonly Action _release;
    private AgreedMedia? _agreed;
    private CallEnd? _end;

    /// <param name="loop">The thread it begins on.</param>
    /// <param name="legId">For logs.</param>
    /// <param name="ports">Its own; closed at its end.</param>
    /// <param name="local">Address and port named to the peer; the port is the one bound.</param>
    /// <param name="release">Gives the ports back.</param>
    /// <param name="encryption">Whether its audio is encrypted.</param>
    /// <param name="signalling">Where signalling comes from.</param>
    public MediaSession(MediaLoop loop, string legId, PortPair ports, IPEndPoint local, Action release, MediaEncryption encryption, IPEndPoint signalling)
    {
        Loop = loop;
        LegId = legId;
        Ports = ports;
        Local = local;
        _release = release;
        _signalling = Source.Of(signalling);
        _negotiation = new OfferAnswer(local, encryption);
    }

    public string LegId { get; }

    public PortPair Ports { get; }

    public IPEndPoint Local { get; }

    /// <summary>The leg this is the audio of.</summary>
    public ICall Owner { get; set; } = null!;

    public bool IsOver => _end is not null;

    public Codec Codec => _agreed?.Codec ?? Codec.Pcmu;

    /// <summary>Length of what is sent, ms.</summary>
    public int PacketMs => _agreed?.PacketMs ?? 20;

    /// <summary>What the two sides have agreed on last; the media thread may not have taken it over yet.</summary>
    public AgreedMedia? Agreed => _negotiation.Agreed;

    /// <param name="asNew">Whether audio that was switched off is offered again.</param>
    public byte[] CreateOffer(bool asNew = false) => _negotiation.Offer(asNew);

    /// <summary>Answers an offer and takes over what was agreed; false for 488, with all as it was.</summary>
    /// <param name="offer">The peer's.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="answer">Ours.</param>
    public bool TryAnswer(SessionText offer, IPEndPoint from, out byte[] answer)
    {
        answer = [];
        if (!_negotiation.TryAnswer(offer.Octets.Span, out var made, out var agreed))
        {
            return false;
        }

        answer = made;
        var signalling = Source.Of(from);
        Post(() =>
        {
            _signalling = signalling;
            Agree(agreed);
        });
        return true;
    }

    public bool TryAcceptAnswer(SessionText answer)
    {
        if (!_negotiation.TryAccept(answer.Octets.Span, out var agreed))
        {
            return false;
        }

        Post(() => Agree(agreed));
        return true;
    }

    /// <summary>A key that came by SIP INFO.</summary>
    public void InfoDigit(char key) => Post(() => OnInfoKey(key));

    /// <summary>The far end asks that whoever it talks with be put through; who talks with nobody is refused.</summary>
    public void AskTransfer(Transfer transfer) => Post(() =>
    {
        if (Bridge is { } bridge) bridge.OnTransfer(this, transfer);
        else transfer.Finish(603);
    });

    /// <summary>Takes its place on its thread.</summary>
    public void Begin() => Post(() => Loop.Attach(this));

    /// <summary>Ends everything on it and frees its ports. From any thread.</summary>
    public void End(CallEnd end) => Post(() => Finish(end));

    /// <summary>On the media thread.</summary>
    internal void Finish(CallEnd end)
    {
        if (_end is not null)
        {
            return;
        }

        _end = end;
        try
        {
            SayGoodbye();
        }
        finally
        {
            // Whatever the far end was told: nobody waits for a leg that is over.
            Leave(end);
        }
    }

    private void Leave(CallEnd end)
    {
        Bridge?.OnEnded(this, end);
        EndOperations(new CallEndedException(end));
        Loop.Detach(this);
        Ports.Rtp.Dispose();
        Ports.Rtcp.Dispose();
        StopSecuring();
        _release();
    }

    private void Agree(AgreedMedia agreed)
    {
        if (IsOver)
        {
            return;
        }

        var before = _agreed;
        _agreed = agreed;
        Secure(before?.Keys, agreed.Keys);
        if (agreed.MaySend || agreed.Expects || before is null)
        {
            Point(agreed);
        }

        if (before?.PacketMs != agreed.PacketMs)
        {
            Loop.Place(this);
        }

        if (before?.Codec != agreed.Codec)
        {
            ChangeCodec();
        }

        _quietSince = Loop.Now;
        ListenAsNeeded();
    }
}
