using SupportLine.Telephony.Rtp.Sockets;

namespace SupportLine.Telephony.Rtp;

/// <summary>Whoever sent last of those who may turn out to be the peer.</summary>
internal struct Candidate
{
    /// <summary>Packets in sequence from one source before our audio follows it there.</summary>
    private const int Enough = 4;

    private Source _source;
    private ushort _sequence;
    private int _inSequence;

    /// <summary>Whether that many have come in sequence from one source, with this one.</summary>
    public bool Take(Source source, ushort sequence)
    {
        var follows = source == _source && sequence == (ushort)(_sequence + 1);
        _inSequence = follows ? Math.Min(_inSequence + 1, Enough) : 1;
        (_source, _sequence) = (source, sequence);
        return _inSequence == Enough;
    }
}
