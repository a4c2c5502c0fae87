using System.Net;
using System.Net.Sockets;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// The audio of one leg. Whatever a conversation asks for is posted to the media thread, which alone touches the state
/// below, and comes back by a task.
/// </summary>
internal sealed partial class MediaSession
{
    /// <summary>Samples and octets a packet, at 8 kHz.</summary>
    public const int FrameSamples = 160;

    private readonly MediaEngine _engine;
    private readonly OfferAnswer _negotiation;
    private readonly ReceiveStatistics _statistics = new();
    private AgreedMedia? _agreed;
    private CallEnd? _end;

    public MediaSession(MediaEngine engine, string legId, Socket socket, IPEndPoint local, int index)
    {
        _engine = engine;
        LegId = legId;
        Socket = socket;
        Local = local;
        Index = index;
        _negotiation = new OfferAnswer(local);
        _from = new SocketAddress(socket.AddressFamily);
    }

    public string LegId { get; }

    public Socket Socket { get; }

    /// <summary>Address and port named to the peer; the port is the one bound.</summary>
    public IPEndPoint Local { get; }

    public int Index { get; }

    /// <summary>The leg this is the audio of.</summary>
    public ICall Owner { get; set; } = null!;

    public CallQuality Quality => _statistics.Quality;

    public bool IsOver => _end is not null;

    public Codec Codec => _agreed?.Codec ?? Codec.Pcmu;

    public byte[] CreateOffer() => _negotiation.Offer();

    /// <summary>Answers an offer and takes over what was agreed; false for 488, with all as it was.</summary>
    public bool TryAnswer(ReadOnlySpan<byte> offer, out byte[] answer)
    {
        answer = [];
        if (!_negotiation.TryAnswer(offer, out var made, out var agreed))
        {
            return false;
        }

        answer = made;
        _engine.Post(() => Agree(agreed));
        return true;
    }

    public bool TryAcceptAnswer(ReadOnlySpan<byte> answer)
    {
        if (!OfferAnswer.TryAccept(answer, out var agreed))
        {
            return false;
        }

        _engine.Post(() => Agree(agreed));
        return true;
    }

    /// <summary>A key that came by SIP INFO.</summary>
    public void InfoDigit(char key) => _engine.Post(() => OnKey(key));

    /// <summary>Ends everything on it and frees its port. From any thread.</summary>
    public void End(CallEnd end) => _engine.Post(() => Finish(end));

    /// <summary>On the media thread.</summary>
    internal void Finish(CallEnd end)
    {
        if (_end is not null)
        {
            return;
        }

        _end = end;
        Bridge?.OnEnded(this, end);
        EndOperations(new CallEndedException(end));
        _engine.Remove(this);
    }

    private void Agree(AgreedMedia agreed)
    {
        if (_agreed is null || !_agreed.Remote.Equals(agreed.Remote))
        {
            Unlatch(agreed.Remote);
        }

        _agreed = agreed;
    }
}
