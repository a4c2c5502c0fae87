using System.Net;
using SupportLine.Telephony.Rtp.Sockets;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// From whom audio is taken, and so where ours goes. Whoever is followed is left for a likelier one alone, however early he
/// came: else anybody who sends to our port before the peer does has the call (RFC 7362 section 5).
/// </summary>
internal sealed partial class MediaSession
{
    /// <summary>
    /// So long nobody likelier may have come since the call was answered, or its address changed, before a source that
    /// nobody named is followed: 1 s, ns.
    /// </summary>
    private const long Probation = 1_000_000_000;

    /// <summary>The address of the SDP; its reports go where that says.</summary>
    private Source _signalled;
    private IPEndPoint? _signalledRtcp;

    /// <summary>Where signalling comes from; the port is another's.</summary>
    private Source _signalling;
    private Source _remote;

    /// <summary>Whom nobody named and we followed until the address changed, as a relay or a NAT; the port may be another then.</summary>
    private Source _formerly;
    private SourceRank _rank;
    private Candidate _near;
    private Candidate _anybody;
    private long _anybodyFrom = long.MaxValue;

    /// <summary>
    /// The call is answered: a peer that its SDP does not name sends from now on at the latest. Before, an offer agreed on
    /// has its audio still to come, and whoever sends is somebody else.
    /// </summary>
    public void Answered() => Post(() => _anybodyFrom = Loop.Now + Probation);

    /// <summary>Takes the address of a new agreement; whoever is followed still is while that stays the same.</summary>
    private void Point(AgreedMedia agreed)
    {
        if (Source.Of(agreed.Remote) == _signalled && _remote != default)
        {
            // Signalling may come from elsewhere: a phone in another network.
            _rank = _rank == SourceRank.None ? _rank : RankOf(_remote);
            return;
        }

        // What sent for the peer before the change is likely to send for it after.
        if (_rank == SourceRank.Anybody) _formerly = _remote;
        _signalled = _remote = Source.Of(agreed.Remote);
        _signalledRtcp = agreed.RemoteRtcp;
        _rank = SourceRank.None;
        (_near, _anybody) = (default, default);
        _anybodyFrom = _anybodyFrom == long.MaxValue ? _anybodyFrom : Loop.Now + Probation;
        Ports.Rtp.Aim(agreed.Remote);
        Ports.Rtcp.Aim(agreed.RemoteRtcp);
    }

    /// <summary>Whether it is worth looking at what comes from there: asked before anything is decrypted.</summary>
    private bool MayAdmit(Source source) => source == _remote || RankOf(source) > _rank;

    /// <summary>Whether a packet that was worth looking at is the peer's: whom we follow, or somebody likelier.</summary>
    private bool Admits(Source source, ushort sequence)
    {
        if (source == _remote && _rank != SourceRank.None)
        {
            return true;
        }

        var rank = RankOf(source);
        var isPeer = rank switch
        {
            SourceRank.Signalled => true,
            SourceRank.Near => _near.Take(source, sequence),

            // Who has the key is the peer.
            _ => _anybody.Take(source, sequence) && (_opening is not null || Loop.Now >= _anybodyFrom),
        };
        if (isPeer)
        {
            Follow(source, rank);
        }

        return isPeer;
    }

    private SourceRank RankOf(Source source) =>
        source == _signalled ? SourceRank.Signalled
        : source.IsAt(_signalled) || source.IsAt(_signalling) || source.IsAt(_formerly) ? SourceRank.Near
        : SourceRank.Anybody;

    private void Follow(Source source, SourceRank rank)
    {
        _rank = rank;
        if (source != _remote)
        {
            _remote = source;
            var endpoint = source.ToEndPoint();
            Ports.Rtp.Aim(endpoint);
            if (rank != SourceRank.Signalled)
            {
                // Its reports will come from there too, and go to the port above.
                endpoint.Port = _agreed!.MultiplexesRtcp ? endpoint.Port : Math.Min(endpoint.Port + 1, ushort.MaxValue);
            }

            Ports.Rtcp.Aim(rank == SourceRank.Signalled ? _signalledRtcp! : endpoint);
        }

        if (rank == SourceRank.Signalled)
        {
            // Nobody is likelier; behind any other the kernel must not keep out who is.
            Ports.Rtp.Lock();
        }
    }
}
