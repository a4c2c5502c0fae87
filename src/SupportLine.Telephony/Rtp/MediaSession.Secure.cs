using System.Diagnostics.CodeAnalysis;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Rtp;

/// <summary>Encryption of what goes out and comes in, where it was agreed.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Finish ends a session, on its media thread.")]
internal sealed partial class MediaSession
{
    private SrtpSender? _sealing;
    private SrtpReceiver? _opening;

    /// <summary>What the peer sent by its key before, still on its way when the new one was agreed.</summary>
    private SrtpReceiver? _openingBefore;

    /// <summary>The suite agreed; null for audio in clear. From any thread.</summary>
    public SrtpSuite? Suite => Agreed?.Keys?.Own.Suite;

    /// <summary>Takes over the keys of a new agreement. Who has the same key as before goes on where it is, roll-over counter and all.</summary>
    private void Secure(SrtpKeys? before, SrtpKeys? agreed)
    {
        if (agreed is null)
        {
            StopSecuring();
            return;
        }

        if (!agreed.Own.IsSameAs(before?.Own))
        {
            _sealing?.Dispose();
            _sealing = new SrtpSender(agreed.Own);
            BeginStream(isNew: before is not null);
        }

        if (!agreed.Peer.IsSameAs(before?.Peer) || !agreed.PeerMki.AsSpan().SequenceEqual(before!.PeerMki))
        {
            _openingBefore?.Dispose();
            _openingBefore = _opening;
            _opening = new SrtpReceiver(agreed.Peer, agreed.PeerMki, _openingBefore);
        }
    }

    /// <summary>
    /// A stream under a key begins with a sequence number in the lower half, so that a receiver that misses its beginning
    /// cannot take it for one that has wrapped (RFC 3711 section 3.3.1). Under another key than before it is another
    /// stream: whether counters go on there or begin at zero is not the same with all peers.
    /// </summary>
    private void BeginStream(bool isNew)
    {
        _sequence &= 0x7FFF;
        if (isNew)
        {
            _ownSsrc++;
            _talking = false;
        }
    }

    private void StopSecuring()
    {
        _sealing?.Dispose();
        _opening?.Dispose();
        _openingBefore?.Dispose();
        (_sealing, _opening, _openingBefore) = (null, null, null);
    }

    /// <summary>Takes the protection off a packet; false for one that the peer's key did not protect, or that came before.</summary>
    private bool Unseal(ref Span<byte> datagram)
    {
        if (_opening is not { } opening)
        {
            return true;
        }

        if (opening.TryUnprotect(datagram, out var length))
        {
            _openingBefore?.Dispose();
            _openingBefore = null;
        }
        else if (_openingBefore?.TryUnprotect(datagram, out length) != true)
        {
            return false;
        }

        datagram = datagram[..length];
        return true;
    }

    private bool UnsealReport(ref Span<byte> datagram)
    {
        if (_opening is not { } opening)
        {
            return true;
        }

        if (!opening.TryUnprotectReport(datagram, out var length) && _openingBefore?.TryUnprotectReport(datagram, out length) != true)
        {
            return false;
        }

        datagram = datagram[..length];
        return true;
    }
}
