using SupportLine.Telephony.Rtp.Sockets;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Telephony.Rtp;

/// <summary>From whom audio is taken, and so where ours goes.</summary>
internal sealed partial class MediaSession
{
    /// <summary>Packets in sequence from one source before our audio follows it there (behind a NAT).</summary>
    private const int LatchAfter = 4;

    private Source _remote;
    private Source _candidate;
    private bool _latched;
    private int _inSequence;
    private ushort _candidateSequence;

    /// <summary>Takes the address of a new agreement; the latch holds while that stays the same.</summary>
    private void Point(AgreedMedia? before, AgreedMedia agreed)
    {
        if (before is not null && before.Remote.Equals(agreed.Remote) && _remote != default)
        {
            return;
        }

        _remote = Source.Of(agreed.Remote);
        _candidate = default;
        _latched = false;
        _inSequence = 0;
        Ports.Rtp.Aim(agreed.Remote);
        Ports.Rtcp.Aim(agreed.RemoteRtcp);
    }

    /// <summary>Whether it is worth looking at what comes from there: asked before anything is decrypted.</summary>
    private bool MayAdmit(Source source) => !_latched || source == _remote;

    /// <summary>
    /// Whether a packet's source is the peer: the address of the SDP, or one that sent several packets in sequence while
    /// no other had; then nobody else until the next offer and answer change the address.
    /// </summary>
    private bool Admits(Source source, ushort sequence)
    {
        if (source == _remote)
        {
            if (!_latched)
            {
                Latch();
            }

            return true;
        }

        if (_latched)
        {
            return false;
        }

        var follows = source == _candidate && sequence == (ushort)(_candidateSequence + 1);
        _inSequence = follows ? _inSequence + 1 : 1;
        _candidateSequence = sequence;
        _candidate = source;
        if (_inSequence < LatchAfter)
        {
            return false;
        }

        // The peer is behind a NAT: its reports will come from there too, and go to the port above.
        _remote = source;
        var endpoint = source.ToEndPoint();
        Ports.Rtp.Aim(endpoint);
        endpoint.Port = _agreed!.MultiplexesRtcp ? endpoint.Port : Math.Min(endpoint.Port + 1, ushort.MaxValue);
        Ports.Rtcp.Aim(endpoint);
        Latch();
        return true;
    }

    private void Latch()
    {
        _latched = true;
        Ports.Rtp.Lock();
    }
}
